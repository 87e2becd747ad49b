package org.touchmark.domain.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.batch.SealRules;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.Refusals;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.PartyRules;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.domain.unit.UnitDigest;

/** Each code of {@link ErrorCode} is produced by the rule it stands for; a code without a rule fails this test. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class EveryRefusalTest {
    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.signed(channel, "SEALED", 5_000, LocalDate.of(2031, 12, 31));
    private final TestBatch open = TestBatch.compact(channel, "OPEN", 5_000);
    private final TestCustody custody = new TestCustody(channel, batch);
    private final TestParty aurelia = channel.aurelia;
    private final TestParty meridian = channel.meridian;
    private final Map<ErrorCode, ThrowingCallable> refusals = new EnumMap<>(ErrorCode.class);

    @Test
    void every_code_is_produced_by_its_rule() {
        batch.register();
        open.open();
        open.addPages(new TreeMap<>(Map.of(0, open.pages().get(0))));
        identifiers();
        operations();
        parties();
        batches();
        handOffs();
        byName().forEach(refusal -> refusals.put(refusal.code(), refusal.attempt()));

        assertThat(refusals.keySet()).containsExactlyInAnyOrder(ErrorCode.values());
        refusals.forEach((code, call) -> assertRefused(code, call));
    }

    @Test
    void every_refusal_by_name_has_its_code_and_says_what_is_wrong() {
        List<RefusalsByName.Refusal> byName = byName();

        assertThat(byName).hasSizeGreaterThan(40);
        assertAll(byName.stream().map(refusal -> () -> Refusals.assertRefused(refusal)));
    }

    private static List<RefusalsByName.Refusal> byName() {
        DomainDesk desk = new DomainDesk(new MemoryLedger());
        return RefusalsByName.at(desk, World.found(desk));
    }

    private void identifiers() {
        refusals.put(ErrorCode.GTIN_INVALID, () -> Gtin.parse("09506000134353"));
        refusals.put(ErrorCode.SERIAL_INVALID, () -> new SerialNumber("123456789012345678901"));
        refusals.put(ErrorCode.LOT_INVALID, () -> new Lot("a b"));
        refusals.put(ErrorCode.GLN_INVALID, () -> new Gln("9506000000009"));
        refusals.put(ErrorCode.CERTIFICATE_UNTRUSTED, () -> Certificates.parse(Bytes.of(new byte[10])));
    }

    private void operations() {
        Operation first = Operation.of("operationOfTests1", "f", List.of("a"), new TreeMap<>());
        Operation second = Operation.of("operationOfTests1", "f", List.of("b"), new TreeMap<>());
        channel.submit(aurelia, (call, caller) -> first.once(call.state(), "AureliaMSP", caller.owner(), () -> "done"));
        refusals.put(
                ErrorCode.OPERATION_REUSED,
                () -> channel.submit(
                        aurelia,
                        (call, caller) -> second.once(call.state(), "AureliaMSP", caller.owner(), () -> "done")));
        refusals.put(ErrorCode.ARGUMENT_INVALID, () -> new OperationId("short"));
    }

    private void parties() {
        TestChannel unfounded = new TestChannel();
        TestParty rival = TestParty.enrol(
                channel.meridianCa, "MeridianMSP", "Rival", "9506000300009", List.of(Role.BRAND), "9506000");
        refusals.put(
                ErrorCode.NOT_FOUNDED,
                () -> unfounded.submit(
                        unfounded.aureliaAdmin, (call, caller) -> PartyRules.propose(call, caller, aurelia.party())));
        refusals.put(
                ErrorCode.ALREADY_FOUNDED,
                () -> channel.submit(
                        channel.aureliaAdmin, (call, caller) -> PartyRules.found(call, caller, channel.consortium())));
        refusals.put(
                ErrorCode.PREFIX_TAKEN,
                () -> channel.submit(
                        channel.assayAdmin, (call, caller) -> PartyRules.propose(call, caller, rival.party())));
        refusals.put(ErrorCode.ALREADY_VOTED, () -> vote(aurelia.party().digest()));
        refusals.put(ErrorCode.PROPOSAL_UNKNOWN, () -> vote(meridian.party().digest()));
        refusals.put(ErrorCode.NOT_A_PARTY, () -> require(rival.caller(), Action.OPEN_BATCH));
        refusals.put(
                ErrorCode.KEY_MISMATCH,
                () -> require(aurelia.withNewKey(channel.aureliaCa).caller(), Action.OPEN_BATCH));
        refusals.put(ErrorCode.ROLE_MISSING, () -> require(meridian.caller(), Action.OPEN_BATCH));
        LabelKey key = TestBatch.labelKey(aurelia, TestBatch.ed25519Keys(), channel.now());
        register(key);
        refusals.put(ErrorCode.LABEL_KEY_EXISTS, () -> register(key));
        refusals.put(
                ErrorCode.LABEL_KEY_UNKNOWN,
                () -> channel.evaluate(
                        state -> LabelKeyRules.require(state, aurelia.gln(), LabelKeyId.parse("00000000"))));
    }

    private void batches() {
        refusals.put(ErrorCode.BATCH_EXISTS, open::open);
        refusals.put(ErrorCode.BATCH_UNKNOWN, () -> add("NONE", 0, open.pages().get(0)));
        refusals.put(ErrorCode.PAGE_CONFLICT, () -> add("OPEN", 0, Page.of(List.of())));
        refusals.put(ErrorCode.PAGES_MISSING, () -> seal(open, open.sealBy(aurelia, channel.now())));
        refusals.put(ErrorCode.TOO_MANY_UNITS, () -> PageLayout.of(10_000_001));
        TestBatch full = TestBatch.compact(channel, "FULL", 2);
        full.open();
        full.addPages(full.pages());
        refusals.put(ErrorCode.SIGNATURE_INVALID, () -> seal(full, full.sealBy(meridian, channel.now())));
    }

    private void handOffs() {
        SignedOffer pending = custody.offer(aurelia, meridian, batch.digest(0));
        HandOffId pendingId = custody.submit(aurelia, pending).offer().id();
        HandOffId done =
                custody.handOver(aurelia, meridian, batch.digest(1)).offer().id();
        TestCustody ofOpen = new TestCustody(channel, open);
        refusals.put(
                ErrorCode.BATCH_NOT_SEALED,
                () -> ofOpen.submit(aurelia, rename(ofOpen.offer(aurelia, meridian, open.digest(0)))));
        refusals.put(
                ErrorCode.UNIT_UNKNOWN,
                () -> custody.submit(aurelia, custody.offer(aurelia, meridian, new UnitDigest(1, 1))));
        refusals.put(
                ErrorCode.NOT_CUSTODIAN,
                () -> custody.submit(aurelia, custody.offer(aurelia, meridian, batch.digest(1))));
        refusals.put(ErrorCode.HAND_OFF_EXISTS, () -> custody.submit(aurelia, pending));
        refusals.put(
                ErrorCode.HAND_OFF_UNKNOWN,
                () -> custody.accept(meridian, HandOffId.of(aurelia.gln(), new OperationId("handOffOfNobody00"))));
        refusals.put(ErrorCode.NOT_RECEIVER, () -> custody.accept(channel.corner, pendingId));
        refusals.put(ErrorCode.ALREADY_ACCEPTED, () -> custody.accept(meridian, done));
    }

    /** An id that the other batch's hand-offs do not use. */
    private SignedOffer rename(SignedOffer signed) {
        Offer offer = signed.offer();
        return TestCustody.signed(
                new Offer(
                        HandOffId.of(aurelia.gln(), new OperationId("handOffOfAnOpenBatch")),
                        offer.from(),
                        offer.to(),
                        offer.goods(),
                        offer.offeredAt(),
                        offer.deadline()),
                signed.consignment(),
                aurelia);
    }

    private void vote(Bytes digest) {
        channel.submit(channel.aureliaAdmin, (call, caller) -> PartyRules.vote(call, caller, aurelia.gln(), digest));
    }

    private void require(Caller caller, Action action) {
        channel.evaluate(state -> Parties.require(state, caller, action));
    }

    private void register(LabelKey key) {
        channel.submit(aurelia, (call, caller) -> LabelKeyRules.register(call, caller, TestChannel.CLAIMS, key));
    }

    private void add(String lot, int number, Page page) {
        channel.submit(
                aurelia,
                (call, caller) -> BatchRules.addPages(
                        call,
                        caller,
                        TestBatch.GTIN,
                        new Lot(lot),
                        new TreeMap<>(Map.of("page/" + number, page.toBytes()))));
    }

    private void seal(TestBatch some, Seal seal) {
        channel.submit(
                aurelia,
                (call, caller) -> SealRules.seal(
                        call,
                        caller,
                        TestChannel.CLAIMS,
                        TestBatch.GTIN,
                        some.terms().lot(),
                        seal));
    }
}
