package org.touchmark.domain.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.goods;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.Refusals;
import org.touchmark.domain.fixture.RefusalsByName.Refusal;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.unit.UnitDigest;

/** The functions by name, and what is checked before any rule. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LedgerFunctionsTest {
    private static final LedgerFunctions FUNCTIONS = LedgerFunctions.checking(TestChannel.CLAIMS);
    private static final int MAX_TRANSIENT = BatchRules.MAX_PAGES_A_CALL * Page.MAX_BYTES;

    private final MemoryLedger ledger = new MemoryLedger();
    private final DomainDesk desk = new DomainDesk(ledger);
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final UnitDigest unit = world.freshUnit();
    private final String gtin = World.GTIN.digits();
    private final String lot = World.LOT.value();

    private String ask(String function, String... arguments) {
        return desk.evaluate(function, arguments);
    }

    private JsonObject object(String function, String... arguments) {
        return World.read(ask(function, arguments));
    }

    private static void shape(String function, int characters, SortedMap<String, byte[]> transientData) {
        LedgerFunction found = FUNCTIONS.find(function);
        LedgerFunctions.requireShape(
                found, Collections.nCopies(found.parameters().size(), "x".repeat(characters)), transientData);
    }

    private static SortedMap<String, byte[]> entries(int count, int bytes, String name) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("%s%04d".formatted(name, i), new byte[bytes]);
        }
        return entries;
    }

    @Nested
    class What_comes_with_a_call {
        @Test
        void is_as_many_arguments_as_the_function_takes() {
            Refusals.assertRefused(
                    new Refusal(ErrorCode.ARGUMENT_INVALID, "takes 2 arguments", () -> ask("batch:Read", gtin)));
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> ask("batch:Read", gtin, lot, "more"));
        }

        @Test
        void has_arguments_of_sixty_four_kilobytes_at_most() {
            shape("custody:Offer", LedgerFunctions.MAX_ARGUMENT_BYTES, new TreeMap<>());

            assertRefused(
                    ErrorCode.ARGUMENT_TOO_LARGE,
                    () -> shape("custody:Offer", LedgerFunctions.MAX_ARGUMENT_BYTES + 1, new TreeMap<>()));
        }

        @Test
        void has_no_transient_data_where_the_function_takes_none() {
            SortedMap<String, byte[]> some = new TreeMap<>(Map.of("page/0", new byte[1]));

            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> shape("batch:Read", 1, some));
            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> shape("custody:Cancel", 1, some));
            shape("custody:Offer", 1, some);
        }

        @Test
        void has_a_thousand_transient_entries_of_four_megabytes_with_short_names_at_most() {
            shape("custody:Offer", 1, entries(1_000, 1, "e"));
            shape("custody:Offer", 1, entries(1, MAX_TRANSIENT, "e"));
            shape("custody:Offer", 1, entries(1, 1, "n".repeat(60)));

            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> shape("custody:Offer", 1, entries(1_001, 1, "e")));
            assertRefused(
                    ErrorCode.TRANSIENT_INVALID, () -> shape("custody:Offer", 1, entries(1, MAX_TRANSIENT + 1, "e")));
            assertRefused(ErrorCode.TRANSIENT_INVALID, () -> shape("custody:Offer", 1, entries(1, 1, "n".repeat(61))));
        }

        @Test
        void is_a_timestamp_near_the_endorsers_clock() {
            assertRefused(
                    ErrorCode.CLOCK_SKEW,
                    () -> desk.submitWithWrongClock(
                            Call.MAX_SKEW.plusSeconds(1), brand, "time:Advance", new TreeMap<>()));
        }

        @Test
        void has_numbers_in_digits_without_a_zero_before() {
            for (String number : new String[] {"", "-1", "01", "1000000", "one"}) {
                Refusals.assertRefused(new Refusal(
                        ErrorCode.ARGUMENT_INVALID,
                        "argument 3 is not a number",
                        () -> ask("unit:Lots", gtin, unit.hex(), number)));
            }
            assertThat(object("unit:Lots", gtin, unit.hex(), "0").objects("found"))
                    .hasSize(1);
        }
    }

    @Test
    void are_these_and_no_others_and_each_write_begins_with_its_operation() {
        List<LedgerFunction> all = LedgerFunctions.checking(TestChannel.CLAIMS).all();

        Map<String, String> byContract = all.stream()
                .map(function -> function.name().split(":", -1))
                .collect(Collectors.groupingBy(
                        name -> name[0], TreeMap::new, Collectors.mapping(name -> name[1], Collectors.joining(" "))));
        assertThat(byContract)
                .containsExactly(
                        entry("batch", "Abandon AddPages List Missing Open Read Seal SealChunk"),
                        entry("calls", "Together"),
                        entry("container", "Contents Create Pack Read Repack Seal TryMove Unpack Unseal"),
                        entry("custody", "Accept AcceptPart Cancel Lapse Offer Read Recalled Refuse TryOffer TryPart"),
                        entry(
                                "party",
                                "Found LabelKey LabelKeys PrefixHistory Proposals Propose Read RegisterLabelKey"
                                        + " Reinstate RevokeLabelKey Suspend Version Vote"),
                        entry("status", "Read Report Undo"),
                        entry("time", "Advance Epoch"),
                        entry("unit", "History Lots Read"));
        assertThat(all)
                .filteredOn(LedgerFunction::writes)
                .hasSize(28)
                .allSatisfy(write -> assertThat(write.parameters().get(0)).isEqualTo("operation"));
        assertThat(all)
                .filteredOn(function -> !function.writes())
                .allSatisfy(question -> assertThat(question.parameters()).doesNotContain("operation"));
    }

    @Test
    void that_store_content_are_another_operation_with_another_content() {
        BatchTerms terms = world.terms(World.GTIN, world.freshLot(), 10);
        world.open(brand, terms);
        desk.submit(
                brand,
                "batch:AddPages",
                TestBatch.transientData(World.pages(terms)),
                gtin,
                terms.lot().value());
        DomainDesk.Invocation added = desk.invocations().get(desk.invocations().size() - 1);
        DomainDesk.Invocation other = new DomainDesk.Invocation(
                added.function(),
                added.arguments(),
                entries(1, 1, "page/"),
                added.msp(),
                added.certificate(),
                added.time());

        assertThat(added.run(ledger.begin(), "again")).contains("added");
        assertRefused(ErrorCode.OPERATION_REUSED, () -> other.run(ledger.begin(), "other"));
    }

    @Nested
    class A_name {
        @Test
        void without_a_contract_is_of_the_units() {
            assertThat(FUNCTIONS.find("Read").name()).isEqualTo("unit:Read");
            assertThat(FUNCTIONS.find("Read").writes()).isFalse();
            assertThat(FUNCTIONS.find("batch:Seal").writes()).isTrue();
        }

        @Test
        void that_is_no_functions_is_told_and_a_long_one_in_short() {
            Refusals.assertRefused(new Refusal(
                    ErrorCode.ARGUMENT_INVALID, "there is no function no:Such;", () -> FUNCTIONS.find("no:Such")));
            String longest = "no:" + "x".repeat(61);
            Refusals.assertRefused(
                    new Refusal(ErrorCode.ARGUMENT_INVALID, longest + ";", () -> FUNCTIONS.find(longest)));
            Refusals.assertRefused(
                    new Refusal(ErrorCode.ARGUMENT_INVALID, longest + "...;", () -> FUNCTIONS.find(longest + "y")));
        }

        @Test
        void stands_for_one_function() {
            assertThat(FUNCTIONS.all())
                    .extracting(LedgerFunction::name)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .contains("party:Found", "batch:Seal", "calls:Together", "time:Epoch");
        }
    }

    @Nested
    class A_question {
        @Test
        void about_a_party_tells_its_forms_proposals_prefixes_and_keys() {
            String gln = brand.gln().digits();
            JsonObject admission = object("party:Read", gln);

            assertThat(admission.object("party").text("gln")).isEqualTo(gln);
            assertThat(object("party:Version", gln, "1")).isEqualTo(admission);
            assertThat(ask("party:Proposals", gln)).isEqualTo("[]");
            assertThat(ask("party:LabelKeys", gln)).isEqualTo("[]");
            assertThat(ask("party:PrefixHistory", "9506000")).contains("\"holder\":\"" + gln + "\"");
            assertRefused(ErrorCode.LABEL_KEY_UNKNOWN, () -> ask("party:LabelKey", gln, "00000000"));
        }

        @Test
        void about_a_batch_tells_its_head_what_it_lacks_and_those_beside_it() {
            JsonObject head = object("batch:Read", gtin, lot);

            assertThat(head.text("state")).isEqualTo("SEALED");
            assertThat(ask("batch:List", gtin, "")).isEqualTo("[" + CanonicalJson.write(head) + "]");
            assertThat(ask("batch:List", gtin, lot)).isEqualTo("[]");
            assertThat(object("batch:Missing", gtin, lot).numbers("missing")).isEmpty();
        }

        @Test
        void about_a_unit_tells_where_it_is_and_was() {
            world.handOver(brand, distributor, goods(unit));
            world.report(distributor, World.subject(unit), Status.STOLEN);

            assertThat(object("unit:Read", gtin, lot, unit.hex()).objects("parties"))
                    .isNotEmpty();
            assertThat(ask("unit:History", gtin, lot, unit.hex())).contains("\"txId\":", "\"at\":", "\"state\":");
            String subject = World.json(World.subject(unit).toJson());
            assertThat(ask("status:Read", subject)).contains("\"status\":\"stolen\"");
        }

        @Test
        void about_a_container_tells_what_it_is_and_has() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit));

            assertThat(ask("container:Read", box.digits())).contains(box.digits());
            assertThat(ask("container:Contents", box.digits(), "0")).contains(unit.hex());
        }

        @Test
        void about_a_hand_off_or_the_epoch_tells_it() {
            HandOff offered = world.offer(brand, distributor, goods(unit));

            assertThat(ask("custody:Read", offered.offer().id().value())).contains("\"OFFERED\"", unit.hex());
            assertThat(ask("time:Epoch")).startsWith("{");
        }
    }

    @Nested
    class A_write_that_is_made_again {
        private String again() {
            DomainDesk.Invocation last =
                    desk.invocations().get(desk.invocations().size() - 1);
            MemoryLedger.Transaction transaction = ledger.begin();
            String answer = last.run(transaction, "again");
            assertThat(transaction.writes()).isEmpty();
            return answer;
        }

        @Test
        void answers_the_hand_off_as_it_was_offered() {
            HandOff offered = world.offer(brand, distributor, goods(unit));

            assertThat(HandOff.fromJson(World.read(again()))).isEqualTo(offered);
        }

        @Test
        void answers_the_hand_off_as_it_ended() {
            assertThat(again(world.accept(distributor, world.offer(brand, distributor, goods(unit)))))
                    .isTrue();
            assertThat(again(world.refuse(distributor, world.offer(brand, distributor, goods(world.freshUnit())))))
                    .isTrue();
            assertThat(again(world.cancel(brand, world.offer(brand, distributor, goods(world.freshUnit())))))
                    .isTrue();
        }

        private boolean again(HandOff ended) {
            return HandOff.fromJson(World.read(again())).equals(ended);
        }

        @Test
        void answers_the_sealed_head() {
            BatchTerms terms = world.terms(World.GTIN, world.freshLot(), 5);
            String head = World.json(world.register(brand, terms).toJson());

            assertThat(again()).isEqualTo(head);
        }

        @Test
        void answers_what_went_into_a_container_and_out() {
            Sscc box = world.create(brand, 1);
            world.pack(brand, box, goods(unit, world.freshUnit()));
            assertThat(World.read(again()).number("units")).isEqualTo(2);
            assertThat(World.read(again()).number("containers")).isZero();
            world.unpack(brand, box, goods(unit));
            assertThat(World.read(again()).number("units")).isEqualTo(1);
            Sscc other = world.create(brand, 1);
            world.pack(brand, box, goods(unit));
            desk.submit(brand, "container:Repack", box.digits(), other.digits(), World.thingsJson(goods(unit)));
            assertThat(World.read(again()).number("units")).isEqualTo(1);
            assertThat(ask("container:Contents", other.digits(), "0")).contains(unit.hex());
        }

        @Test
        void answers_that_an_offer_lapsed() {
            HandOff offered = world.offer(brand, distributor, goods(unit), Duration.ofMinutes(1));
            desk.pass(Duration.ofMinutes(30));
            String lapsed =
                    desk.submit(brand, "custody:Lapse", offered.offer().id().value());

            assertThat(lapsed).contains("\"LAPSED\"");
            assertThat(again()).isEqualTo(lapsed);
        }
    }
}
