package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.rivalGoods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.answer.ReasonCode;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.Believer;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** What a rival, a stranger or a former holder of a prefix tries with goods that are not its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class HijackTest {
    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final Believer believer = new Believer(desk);
    private final TestParty brand = world.brand();
    private final TestParty rival = world.rival;
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final TestParty inspector = world.party(Role.INSPECTOR);

    /** Registers digests as a party's own loose units. */
    private void register(TestParty by, Gtin gtin, Lot lot, List<UnitDigest> digests) {
        BatchTerms terms = world.terms(gtin, lot, digests.size());
        SortedMap<Integer, Page> pages = TestBatch.pages(terms.layout(), digests);
        world.open(by, terms);
        desk.submit(by, "batch:AddPages", TestBatch.transientData(pages), gtin.digits(), lot.value());
        Bytes root = BatchTree.of(pages.values().stream().map(PageSummary::of).toList())
                .root();
        var at = desk.now();
        byte[] signed = Seal.signedBytes(desk.channel(), terms, by.gln(), root, at);
        desk.submit(
                by, "batch:Seal", gtin.digits(), lot.value(), World.json(new Seal(root, by.sign(signed, at)).toJson()));
    }

    private static TestParty with(TestParty party, String... prefixes) {
        return new TestParty(
                party.name(),
                party.msp(),
                party.gln(),
                party.roles(),
                Arrays.stream(prefixes).map(CompanyPrefix::new).toList(),
                party.keys(),
                party.certificate());
    }

    private LotSearch lots(UnitDigest unit) {
        return LotSearch.fromJson(World.read(desk.evaluate("unit:Lots", World.GTIN.digits(), unit.hex(), "0")));
    }

    private JsonObject what(Subject.OfUnit unit) {
        return World.read(desk.evaluate(
                "unit:Read",
                unit.gtin().digits(),
                unit.lot().value(),
                unit.digest().hex()));
    }

    @Nested
    class A_rival_that_seals_another_brands_digests {
        private final Lot lot = new Lot("TAKEN");
        private final BatchTerms terms = world.terms(World.GTIN, lot, 5);
        private final List<UnitDigest> digests = World.digests(terms);
        private final Subject.OfUnit unit = new Subject.OfUnit(World.GTIN, lot, digests.get(0));
        private final Subject.OfUnit twin = new Subject.OfUnit(World.RIVAL_GTIN, lot, digests.get(0));

        private void register() {
            world.register(brand, terms);
            HijackTest.this.register(rival, World.RIVAL_GTIN, lot, digests);
        }

        @Test
        void under_the_same_lot_name_reports_only_of_its_own() {
            register();
            JsonObject before = what(unit);

            for (Status status : List.of(Status.SOLD, Status.DECOMMISSIONED)) {
                Subject.OfUnit other =
                        new Subject.OfUnit(World.RIVAL_GTIN, lot, digests.get(status == Status.SOLD ? 0 : 1));
                world.report(rival, other, status);
            }
            world.report(rival, new Subject.OfBatch(World.RIVAL_GTIN, lot), Status.RECALLED);

            assertThat(what(unit)).isEqualTo(before);
            assertThat(believer.answer(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(rival, unit, Status.STOLEN));
            world.report(brand, unit, Status.SOLD);
        }

        @Test
        void under_the_same_lot_name_offers_only_its_own() {
            register();
            JsonObject before = what(unit);

            world.handOver(rival, world.third, new Consignment(World.RIVAL_GTIN, lot, digests));

            assertThat(what(unit)).isEqualTo(before);
            assertThat(believer.codes(unit)).contains(ReasonCode.WITH_BRAND);
            world.handOver(brand, retailer, new Consignment(World.GTIN, lot, digests));
            assertThat(believer.evidence(unit).custody().orElseThrow().custodian())
                    .isEqualTo(retailer.gln());
            assertThat(what(twin).object("unit").text("custodian"))
                    .isEqualTo(world.third.gln().digits());
        }

        @Test
        void before_the_brand_does_takes_nothing_from_it() {
            HijackTest.this.register(rival, World.RIVAL_GTIN, lot, digests);
            world.report(rival, twin, Status.DESTROYED);

            world.register(brand, terms);

            assertThat(believer.answer(unit).verdict()).isInstanceOf(Verdict.Genuine.class);
            world.handOver(brand, distributor, new Consignment(World.GTIN, lot, digests));
        }

        @Test
        void and_offers_both_together_takes_only_what_it_holds() {
            register();
            Consignment both = new Consignment(
                    List.of(new UnitGroup(World.RIVAL_GTIN, lot, digests), new UnitGroup(World.GTIN, lot, digests)),
                    List.of());

            assertRefused(ErrorCode.NOT_CUSTODIAN, () -> world.offer(rival, world.third, both));
        }
    }

    @Nested
    class The_same_digest_in_another_lot {
        private final UnitDigest unit = world.freshUnit();

        @Test
        void that_sorts_earlier_hides_nothing() {
            world.report(brand, subject(unit), Status.STOLEN);

            register(brand, World.GTIN, new Lot("A"), List.of(unit));

            assertThat(lots(unit).found())
                    .containsExactly(
                            new LotSearch.Found(World.LOT, brand.gln()),
                            new LotSearch.Found(new Lot("A"), brand.gln()));
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.STOLEN);
        }

        @Test
        void that_is_sealed_later_hides_nothing_though_it_was_opened_earlier() {
            BatchTerms early = world.terms(World.GTIN, new Lot("0-EARLY"), 1);
            BatchTerms late = world.terms(World.GTIN, new Lot("Z-LATE"), 1);
            world.open(brand, early);
            world.register(brand, late);
            UnitDigest own = World.digests(late).get(0);
            SortedMap<Integer, Page> pages = TestBatch.pages(early.layout(), List.of(own));
            desk.submit(
                    brand,
                    "batch:AddPages",
                    TestBatch.transientData(pages),
                    World.GTIN.digits(),
                    early.lot().value());

            assertThat(lots(own).found()).containsExactly(new LotSearch.Found(late.lot(), brand.gln()));
        }

        @Test
        void by_the_prefixes_next_holder_is_found_behind_the_first_brands() {
            world.report(brand, subject(unit), Status.STOLEN);
            world.admit(with(brand, "9508003"));
            world.admit(with(rival, "9506000"));

            register(rival, World.GTIN, new Lot("A"), List.of(unit));

            assertThat(lots(unit).found())
                    .containsExactly(
                            new LotSearch.Found(World.LOT, brand.gln()),
                            new LotSearch.Found(new Lot("A"), rival.gln()));
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.STOLEN);
        }
    }

    @Nested
    class A_planned_case {
        private final PackingPlan plan = world.plan(4, 2);
        private final BatchTerms terms = new BatchTerms(
                World.GTIN,
                new Lot("PLANNED"),
                Optional.empty(),
                LocalDate.of(2026, 6, 1),
                8,
                LabelProfile.COMPACT,
                Optional.empty(),
                Optional.of(plan));
        private final List<UnitDigest> units = World.digests(terms);
        private final Sscc box = plan.container(0).orElseThrow().sscc();
        private final Sscc pallet = plan.container(4).orElseThrow().sscc();
        private final UnitDigest rivals = world.rivalUnit();

        /** Puts a rival's unit into the brand's case, in place of the brand's own. */
        private void refill() {
            world.registerPacked(brand, terms, position -> position / 2);
            world.handOver(brand, distributor, containers(pallet));
            world.handOver(rival, distributor, rivalGoods(rivals));
            desk.submit(distributor, "container:Unseal", pallet.digits());
            world.unpack(distributor, pallet, containers(box));
            desk.submit(distributor, "container:Unseal", box.digits());
            world.unpack(distributor, box, new Consignment(World.GTIN, terms.lot(), units.subList(0, 2)));
            world.pack(distributor, box, rivalGoods(rivals));
            desk.submit(distributor, "container:Seal", box.digits());
        }

        @Test
        void with_a_rivals_goods_is_not_its_brands_to_speak_of() {
            refill();

            for (Status status : List.of(Status.RECALLED, Status.STOLEN, Status.DESTROYED, Status.EXPORTED)) {
                assertRefused(
                        ErrorCode.STATUS_FOREIGN, () -> world.report(brand, new Subject.OfContainer(box), status));
            }
            assertThat(believer.answer(World.rivalSubject(rivals)).verdict()).isInstanceOf(Verdict.Genuine.class);
        }

        @Test
        void on_a_pallet_that_was_opened_is_its_brands_still_while_it_is_closed_itself() {
            world.registerPacked(brand, terms, position -> position / 2);
            world.handOver(brand, distributor, containers(pallet));
            desk.submit(distributor, "container:Unseal", pallet.digits());
            world.unpack(distributor, pallet, containers(box));

            world.report(brand, new Subject.OfContainer(box), Status.RECALLED);

            assertRefused(
                    ErrorCode.STATUS_FOREIGN,
                    () -> world.report(brand, new Subject.OfContainer(pallet), Status.RECALLED));
            assertThat(believer.codes(new Subject.OfUnit(World.GTIN, terms.lot(), units.get(0))))
                    .startsWith(ReasonCode.RECALLED);
            assertThat(believer.codes(new Subject.OfUnit(World.GTIN, terms.lot(), units.get(2))))
                    .doesNotContain(ReasonCode.RECALLED);
        }

        @Test
        void with_a_rivals_goods_is_recalled_by_an_inspector() {
            refill();

            world.report(inspector, new Subject.OfContainer(box), Status.RECALLED);

            assertThat(believer.codes(World.rivalSubject(rivals))).startsWith(ReasonCode.RECALLED);
        }
    }

    @Nested
    class A_packing_plan {
        @Test
        void can_not_lie_over_a_container_that_somebody_holds() {
            Sscc first = world.freshSscc(brand);
            Sscc held = world.create(brand, 1);
            world.pack(brand, held, goods(world.freshUnit()));
            desk.submit(brand, "container:Seal", held.digits());
            world.handOver(brand, distributor, containers(held));
            BatchTerms terms = planning(new Lot("OVER"), new PlanRun(first, 3, 1, OptionalInt.empty(), 0));

            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> world.open(brand, terms));

            assertThat(World.read(desk.evaluate("container:Read", held.digits()))
                            .text("custodian"))
                    .isEqualTo(distributor.gln().digits());
        }

        @Test
        void of_the_prefixes_next_holder_can_not_lie_over_what_the_former_one_made() {
            Sscc made = world.create(brand, 1);
            PackingPlan plan = world.plan(2, 2);
            world.registerPacked(brand, planning(new Lot("FORMER"), plan.runs().toArray(PlanRun[]::new)), p -> p % 2);
            world.admit(with(brand, "9508003"));
            world.admit(with(rival, "9506000"));

            for (Sscc taken : List.of(made, plan.container(0).orElseThrow().sscc())) {
                BatchTerms over = planning(new Lot("OVER"), new PlanRun(taken, 1, 1, OptionalInt.empty(), 0));
                assertRefused(ErrorCode.CONTAINER_EXISTS, () -> world.open(rival, over));
                assertRefused(
                        ErrorCode.CONTAINER_EXISTS, () -> desk.submit(rival, "container:Create", taken.digits(), "1"));
            }
        }

        private static BatchTerms planning(Lot lot, PlanRun... runs) {
            return new BatchTerms(
                    World.GTIN,
                    lot,
                    Optional.empty(),
                    LocalDate.of(2026, 6, 1),
                    4,
                    LabelProfile.COMPACT,
                    Optional.empty(),
                    Optional.of(new PackingPlan(List.of(runs))));
        }
    }

    @Nested
    class The_name_of_a_hand_off {
        @Test
        void of_another_sender_can_not_be_taken() {
            UnitDigest unit = world.unitOf(retailer);
            String wanted = brand.gln() + "htheBrandsOwnHandOff";
            String mine = world.offerJson(retailer, distributor, goods(unit), Duration.ofDays(1));

            assertRefused(
                    ErrorCode.ARGUMENT_INVALID, () -> desk.submit(retailer, "custody:Offer", renamed(mine, wanted)));

            assertRefused(ErrorCode.HAND_OFF_UNKNOWN, () -> desk.evaluate("custody:Read", wanted));
            assertThat(world.reading(unit).unit().orElseThrow().inTransit()).isFalse();
        }

        private static String renamed(String offer, String id) {
            Map<String, JsonValue> members = new TreeMap<>(World.read(offer).members());
            members.put("id", new JsonValue.Text(id));
            return World.json(JsonObject.of(members));
        }
    }

    @Nested
    class A_prefix_that_changed_hands {
        private final UnitDigest unit = world.freshUnit();
        private final Subject.OfBatch batch = new Subject.OfBatch(World.GTIN, World.LOT);

        private void change() {
            world.handOver(brand, retailer, goods(unit));
            world.admit(with(brand, "9508003"));
            world.admit(with(rival, "9506000"));
        }

        @Test
        void leaves_old_batches_to_be_recalled_by_their_brand() {
            change();

            world.report(brand, batch, Status.RECALLED);

            Answer answer = believer.answer(subject(unit));
            assertThat(answer.verdict()).isInstanceOf(Verdict.GenuineBut.class);
            assertThat(Believer.codes(answer)).startsWith(ReasonCode.RECALLED);
        }

        @Test
        void leaves_old_batches_to_be_recalled_by_an_inspector() {
            change();

            world.report(inspector, batch, Status.RECALLED);

            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.RECALLED);
        }

        @Test
        void gives_its_new_holder_no_word_on_old_batches() {
            change();

            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(rival, batch, Status.RECALLED));
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(rival, subject(unit), Status.RECALLED));
            assertRefused(ErrorCode.STATUS_FOREIGN, () -> world.report(rival, subject(unit), Status.STOLEN));
            assertRefused(ErrorCode.BATCH_EXISTS, () -> world.open(rival, world.terms(World.GTIN, World.LOT, 1)));
            assertThat(believer.answer(subject(unit)).verdict()).isInstanceOf(Verdict.Genuine.class);
        }
    }

    @Nested
    class A_suspended_brand {
        private final UnitDigest unit = world.freshUnit();
        private final Subject.OfBatch batch = new Subject.OfBatch(World.GTIN, World.LOT);

        @Test
        void has_its_goods_recalled_by_an_inspector_and_their_answers_say_so() {
            world.handOver(brand, retailer, goods(unit));
            world.vote("party:Suspend", brand);
            assertRefused(ErrorCode.PARTY_SUSPENDED, () -> world.report(brand, batch, Status.RECALLED));
            assertThat(believer.answer(subject(unit)).verdict()).isInstanceOf(Verdict.Genuine.class);
            assertThat(believer.codes(subject(unit))).contains(ReasonCode.BRAND_SUSPENDED);

            world.report(inspector, batch, Status.RECALLED);

            assertThat(believer.codes(subject(unit)))
                    .startsWith(ReasonCode.RECALLED)
                    .contains(ReasonCode.BRAND_SUSPENDED);
        }

        @Test
        void that_is_reinstated_is_told_of_no_longer() {
            world.vote("party:Suspend", brand);
            world.vote("party:Reinstate", brand);

            assertThat(believer.codes(subject(unit))).doesNotContain(ReasonCode.BRAND_SUSPENDED);
            world.report(brand, batch, Status.RECALLED);
            assertThat(believer.codes(subject(unit))).startsWith(ReasonCode.RECALLED);
        }
    }
}
