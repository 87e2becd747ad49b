package org.touchmark.scanner.scan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.CustodyView;
import org.touchmark.domain.answer.Evidence;
import org.touchmark.domain.answer.LedgerView;
import org.touchmark.domain.answer.UnitView;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.CustodyRules;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.report.Report;
import org.touchmark.domain.report.ReportRules;
import org.touchmark.domain.status.Mark;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.PinnedOrganisation;
import org.touchmark.domain.trust.TestAuthority;
import org.touchmark.domain.unit.UnitDigest;

/** Aurelia's watches, sold through Meridian to the corner shop, on the domain's own rules and a ledger in memory. */
public final class Consortium {

    private static final int UNITS = 5;

    private final TestChannel channel;
    private final TestBatch sold;
    private final TestBatch expired;
    private final TestBatch recalled;
    private final TestBatch twice;
    private final List<HandOff> trail = new ArrayList<>();

    private Consortium() {
        channel = TestChannel.withParties();
        sold = TestBatch.signed(channel, "W11", UNITS, LocalDate.of(2046, 6, 30));
        sold.register();
        expired = TestBatch.signed(channel, "OLD", UNITS, LocalDate.of(2026, 6, 16));
        expired.register();
        recalled = TestBatch.signed(channel, "BACK", UNITS, LocalDate.of(2046, 6, 30));
        recalled.register();
        recall(new Subject.OfBatch(TestBatch.GTIN, recalled.terms().lot()));
        twice = TestBatch.compact(channel, "ONE", UNITS);
        twice.register();
        twice.again("TWO").register();
        handOver(channel.aurelia, channel.meridian, "hand-off-number-1");
        handOver(channel.meridian, channel.corner, "hand-off-number-2");
        channel.pass(Duration.ofDays(30));
    }

    public static Consortium withSoldBatch() {
        return new Consortium();
    }

    private void recall(Subject subject) {
        channel.submit(channel.aurelia, (call, caller) -> {
            byte[] signed =
                    Mark.signedBytes(TestChannel.NAME, subject, Status.RECALLED, channel.aurelia.gln(), call.time());
            Report report = new Report(subject, Status.RECALLED, channel.aurelia.sign(signed, call.time()));
            return ReportRules.report(
                    call, caller, TestChannel.CLAIMS, report, RegisteredUnits.in(call.state(), new TreeMap<>()));
        });
    }

    private void handOver(TestParty from, TestParty to, String name) {
        OperationId id = new OperationId(name);
        List<UnitDigest> units =
                IntStream.range(0, UNITS).mapToObj(sold::digest).toList();
        channel.submit(from, (call, caller) -> {
            Offer offer = new Offer(
                    id,
                    from.gln(),
                    to.gln(),
                    Consignment.of(TestBatch.GTIN, sold.terms().lot(), units),
                    call.time(),
                    call.time().plus(Duration.ofDays(14)));
            SignedOffer signed = new SignedOffer(offer, from.sign(offer.signedBytes(TestChannel.NAME), call.time()));
            return CustodyRules.offer(
                    call, caller, TestChannel.CLAIMS, signed, RegisteredUnits.in(call.state(), new TreeMap<>()));
        });
        trail.add(channel.submit(to, (call, caller) -> {
            HandOff offered = Custody.read(call.state(), id);
            return CustodyRules.accept(
                    call,
                    caller,
                    TestChannel.CLAIMS,
                    id,
                    to.sign(offered.acceptBytes(TestChannel.NAME, call.time()), call.time()));
        }));
    }

    /** When the believer asks. */
    public Instant now() {
        return channel.now();
    }

    /** The label of a unit that was sold. */
    public DigitalLink link(int unit) {
        return sold.link(unit);
    }

    /** The label of a unit whose last day has passed. */
    public DigitalLink expiredLink(int unit) {
        return expired.link(unit);
    }

    /** The label of a unit whose batch its brand wants back. */
    public DigitalLink recalledLink(int unit) {
        return recalled.link(unit);
    }

    /** The compact label of a unit whose serial is in two batches. */
    public DigitalLink twiceRegisteredLink(int unit) {
        return twice.link(unit);
    }

    /** The label with its serial changed and its signature left. */
    public DigitalLink withSerial(DigitalLink link, String serial) {
        return new DigitalLink(
                link.origin(),
                link.gtin(),
                link.lot(),
                new SerialNumber(serial),
                link.expiry(),
                link.proof(),
                List.of());
    }

    /** What an honest gateway answers about a label. */
    public Answer honestAnswer(DigitalLink link) {
        return Verifier.of(channel.roots(), TestAuthority.BOUNCY_CASTLE).verify(link, evidence(link), now());
    }

    private Evidence evidence(DigitalLink link) {
        UnitView unit = UnitView.of(link);
        String lot = unit.lot().map(Lot::value).orElse("");
        UnitReading reading = channel.evaluate(state -> UnitReading.of(state, link.gtin(), lot, unit.digest(), now()));
        Optional<LabelKey> key = channel.evaluate(state -> LabelKeyRules.list(state, channel.aurelia.gln())).stream()
                .filter(each ->
                        link.proof() != null && each.keyId().equals(link.proof().keyId()))
                .findFirst();
        return new Evidence(
                unit,
                reading.finding().head(),
                Optional.of(channel.aurelia.party()),
                key,
                reading.finding().presence(),
                reading.finding().absence(),
                reading.finding().others(),
                reading.reports(),
                reading.finding().found() ? Optional.of(custody(reading)) : Optional.empty(),
                new LedgerView(TestChannel.NAME, "embedded", 1, 42, now().minusSeconds(2)));
    }

    private CustodyView custody(UnitReading reading) {
        if (reading.unit().isEmpty()) {
            return new CustodyView(channel.aurelia.gln(), channel.aurelia.name(), false, List.of());
        }
        return new CustodyView(
                channel.corner.gln(),
                channel.corner.name(),
                false,
                List.of(
                        new CustodyView.Step(trail.get(0), channel.aurelia.name(), channel.meridian.name()),
                        new CustodyView.Step(trail.get(1), channel.meridian.name(), channel.corner.name())));
    }

    /** The roots file of this consortium. */
    public String rootsJson() {
        return JsonObject.builder()
                .put("channel", channel.roots().channel())
                .put("ledger", channel.roots().ledger())
                .put("operators", channel.roots().operators())
                .putObjects(
                        "organisations",
                        channel.roots().organisations().stream()
                                .map(Consortium::organisation)
                                .toList())
                .build()
                .toString();
    }

    private static JsonObject organisation(PinnedOrganisation organisation) {
        return JsonObject.builder()
                .put("msp", organisation.msp())
                .put("name", organisation.name())
                .putTexts(
                        "roots",
                        organisation.roots().stream().map(TestAuthority::pem).toList())
                .build();
    }
}
