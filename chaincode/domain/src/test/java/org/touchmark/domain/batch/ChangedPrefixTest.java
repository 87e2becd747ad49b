package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.container.ContainerRules;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PartyRules;
import org.touchmark.domain.party.Role;

/** Whose a prefix's lots and containers are, once the prefix is another's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ChangedPrefixTest {
    private static final String PREFIX = "9506000";
    private static final Sscc FIRST = Sscc.ofNumber(1_9506000_000000100L);

    private final TestChannel channel = TestChannel.withParties();
    private final TestParty aurelia = channel.aurelia;
    private final TestParty rival = TestParty.enrol(
            channel.meridianCa, "MeridianMSP", "Rival", "9506000300009", List.of(Role.BRAND), "9506001");
    private final TestBatch batch = TestBatch.compact(channel, "L1", 5_000);
    private final Lot lot = batch.terms().lot();

    ChangedPrefixTest() {
        channel.admit(rival.party());
    }

    /** By the votes of its own organisation and of another. */
    private void admit(TestParty party, Caller own, String... prefixes) {
        Party before = party.party();
        Party after = new Party(
                before.gln(),
                before.name(),
                before.msp(),
                before.key(),
                before.roles(),
                Arrays.stream(prefixes).map(CompanyPrefix::new).toList());
        channel.submit(own, (call, caller) -> PartyRules.propose(call, caller, after));
        channel.submit(channel.assayAdmin, (call, caller) -> PartyRules.propose(call, caller, after));
    }

    private void toRival() {
        admit(aurelia, channel.aureliaAdmin);
        admit(rival, channel.meridianAdmin, "9506001", PREFIX);
    }

    private void backToAurelia() {
        admit(rival, channel.meridianAdmin, "9506001");
        admit(aurelia, channel.aureliaAdmin, PREFIX);
    }

    private BatchHead open(TestParty brand, BatchTerms terms) {
        return channel.submit(brand, (call, caller) -> BatchRules.open(call, caller, terms));
    }

    private BatchHead abandon(TestParty brand, Lot of) {
        return channel.submit(brand, (call, caller) -> BatchRules.abandon(call, caller, TestBatch.GTIN, of));
    }

    private void add(TestParty brand, TestBatch some) {
        channel.submit(
                brand,
                (call, caller) -> BatchRules.addPages(
                        call, caller, TestBatch.GTIN, some.terms().lot(), TestBatch.transientData(some.pages())));
    }

    private BatchHead seal(TestParty brand, TestBatch some) {
        byte[] signed = Seal.signedBytes(TestChannel.NAME, some.terms(), brand.gln(), some.root(), channel.now());
        Seal seal = new Seal(some.root(), brand.sign(signed, channel.now()));
        return channel.submit(
                brand,
                (call, caller) -> SealRules.seal(
                        call,
                        caller,
                        TestChannel.CLAIMS,
                        TestBatch.GTIN,
                        some.terms().lot(),
                        seal));
    }

    private BatchHead register(TestParty brand, TestBatch some) {
        open(brand, some.terms());
        add(brand, some);
        return seal(brand, some);
    }

    private TestBatch packed(String name, Sscc first, int count) {
        PackingPlan plan = new PackingPlan(List.of(new PlanRun(first, count, 1, OptionalInt.empty(), 0)));
        return TestBatch.packed(channel, name, count, plan, 1);
    }

    private ContainerRecord create(TestParty by, Sscc sscc) {
        return channel.submit(by, (call, caller) -> ContainerRules.create(call, caller, sscc, 1));
    }

    private Optional<Lot> planner(Sscc sscc) {
        return channel.<Optional<SsccClaims.Planned>>evaluate(state -> SsccClaims.find(state, sscc))
                .map(SsccClaims.Planned::lot);
    }

    private static Sscc behind(Sscc sscc, int offset) {
        return Sscc.ofNumber(sscc.number() + offset);
    }

    @Nested
    class A_batch_that_was_left_open {
        @Test
        void takes_no_pages_and_no_seal_of_the_former_holder() {
            batch.open();
            batch.addPages(new TreeMap<>(batch.pages().headMap(1)));
            toRival();

            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> add(aurelia, batch));
            assertRefused(
                    ErrorCode.PREFIX_NOT_OWNED,
                    () -> channel.submit(
                            aurelia, (call, caller) -> SealRules.sealChunk(call, caller, TestBatch.GTIN, lot, 0)));
            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> seal(aurelia, batch));
        }

        @Test
        void is_abandoned_by_the_former_holder_and_by_nobody_else() {
            batch.open();
            toRival();

            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> abandon(rival, lot));
            assertThat(abandon(aurelia, lot).state()).isEqualTo(BatchState.ABANDONED);
            assertThat(open(rival, batch.terms()).attempt()).isEqualTo(2);
        }

        @Test
        void is_opened_anew_by_the_new_holder_whose_it_is_then() {
            batch.open();
            batch.addPages(batch.pages());
            toRival();

            BatchHead anew = open(rival, batch.terms());

            assertThat(anew.brand()).isEqualTo(rival.gln());
            assertThat(anew.attempt()).isEqualTo(2);
            PagesMissing missing = channel.evaluate(state -> BatchRules.missing(state, TestBatch.GTIN, lot));
            assertThat(missing.missing()).containsExactly(0, 1);
            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> abandon(aurelia, lot));
            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> add(aurelia, batch));
            assertRefused(ErrorCode.BATCH_EXISTS, () -> open(rival, batch.terms()));
            add(rival, batch);
            assertThat(seal(rival, batch).seal().orElseThrow().signature().gln())
                    .isEqualTo(rival.gln());
        }

        @Test
        void goes_on_where_it_was_once_its_holder_has_the_prefix_again() {
            batch.open();
            batch.addPages(new TreeMap<>(batch.pages().headMap(1)));
            toRival();
            backToAurelia();

            add(aurelia, batch);

            assertThat(seal(aurelia, batch).attempt()).isEqualTo(1);
        }

        @Test
        void stops_as_well_where_only_its_containers_prefix_is_lost() {
            admit(aurelia, channel.aureliaAdmin, PREFIX, "9506002");
            TestBatch other = packed("L2", Sscc.ofNumber(1_9506002_000000100L), 3);
            other.open();
            admit(aurelia, channel.aureliaAdmin, PREFIX);

            assertRefused(ErrorCode.PREFIX_NOT_OWNED, () -> add(aurelia, other));
            assertThat(abandon(aurelia, new Lot("L2")).state()).isEqualTo(BatchState.ABANDONED);
        }
    }

    @Test
    void a_sealed_batch_stays_its_brands_and_its_lot_is_not_opened_again() {
        batch.register();
        toRival();

        assertRefused(ErrorCode.BATCH_EXISTS, () -> open(rival, batch.terms()));
        BatchHead head = channel.evaluate(state -> Batches.read(state, TestBatch.GTIN, lot));
        assertThat(head.brand()).isEqualTo(aurelia.gln());
    }

    @Nested
    class The_containers_of_a_plan {
        private final TestBatch planned = packed("PLAN", FIRST, 10);
        private final TestBatch others = packed("OTHER", behind(FIRST, 9), 10);

        @Test
        void give_way_to_the_new_holders_plan_where_the_batch_was_left_open() {
            planned.open();
            toRival();

            register(rival, others);

            assertThat(planner(behind(FIRST, 9))).contains(new Lot("OTHER"));
            assertThat(planner(behind(FIRST, 18))).contains(new Lot("OTHER"));
        }

        @Test
        void give_way_to_a_container_that_the_new_holder_makes() {
            planned.open();
            toRival();

            assertThat(create(rival, FIRST).sscc()).isEqualTo(FIRST);
            assertThat(planner(FIRST)).isEmpty();
        }

        @Test
        void do_not_give_way_once_the_batch_is_sealed() {
            planned.register();
            toRival();

            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> open(rival, others.terms()));
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(rival, FIRST));
        }

        @Test
        void do_not_give_way_to_another_plan_of_their_own_brand() {
            planned.open();

            assertRefused(ErrorCode.CONTAINER_EXISTS, others::open);
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(aurelia, FIRST));
        }

        @Test
        void that_went_to_another_meanwhile_are_not_sealed() {
            planned.open();
            planned.addPages(planned.pages());
            toRival();
            register(rival, others);
            backToAurelia();

            assertRefused(ErrorCode.CONTAINER_EXISTS, planned::seal);
            assertThat(abandon(aurelia, new Lot("PLAN")).state()).isEqualTo(BatchState.ABANDONED);
            assertThat(planner(behind(FIRST, 9))).contains(new Lot("OTHER"));
            assertThat(planner(FIRST)).isEmpty();
        }

        @Test
        void that_went_to_a_container_meanwhile_are_not_sealed() {
            planned.open();
            planned.addPages(planned.pages());
            toRival();
            create(rival, behind(FIRST, 4));
            backToAurelia();

            assertRefused(ErrorCode.CONTAINER_EXISTS, planned::seal);
        }

        @Test
        void that_another_claimed_and_gave_up_meanwhile_are_not_sealed_either() {
            planned.open();
            planned.addPages(planned.pages());
            toRival();
            open(rival, others.terms());
            abandon(rival, new Lot("OTHER"));
            backToAurelia();

            assertRefused(ErrorCode.CONTAINER_EXISTS, planned::seal);
        }

        @Test
        void are_those_of_the_new_plan_where_the_same_lot_is_opened_anew() {
            planned.open();
            toRival();

            open(rival, packed("PLAN", behind(FIRST, 5), 10).terms());

            assertThat(planner(FIRST)).isEmpty();
            assertThat(planner(behind(FIRST, 14))).contains(new Lot("PLAN"));
        }

        @ParameterizedTest
        @ValueSource(ints = {20, 20_000})
        void are_those_of_the_new_plan_alone_though_it_lies_elsewhere(int away) {
            planned.open();
            toRival();

            open(rival, packed("PLAN", behind(FIRST, away), 10).terms());

            assertThat(planner(FIRST)).isEmpty();
            assertThat(planner(behind(FIRST, away))).contains(new Lot("PLAN"));
            create(rival, FIRST);
        }
    }

    @Nested
    class Containers_made_alone {
        private List<String> claims() {
            return channel.evaluate(state ->
                    state.getJson(LedgerKey.of("sscc-block", FIRST.digits().substring(0, 13))).stream()
                            .flatMap(json -> json.objects("claims").stream())
                            .map(claim -> claim.text("first") + "+" + claim.number("count"))
                            .toList());
        }

        @Test
        void are_in_no_plan() {
            create(aurelia, behind(FIRST, 3));

            assertRefused(ErrorCode.CONTAINER_EXISTS, packed("PLAN", FIRST, 10)::open);
            assertThat(packed("PLAN", behind(FIRST, 4), 10).open().state()).isEqualTo(BatchState.OPEN);
        }

        @Test
        void are_none_of_a_plans_until_its_batch_is_abandoned() {
            packed("PLAN", FIRST, 10).open();

            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(aurelia, behind(FIRST, 9)));
            create(aurelia, behind(FIRST, 10));
            abandon(aurelia, new Lot("PLAN"));
            create(aurelia, behind(FIRST, 9));
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(aurelia, behind(FIRST, 9)));
        }

        @Test
        void are_made_side_by_side() {
            create(aurelia, FIRST);
            MemoryLedger.Transaction one = creating(behind(FIRST, 1));
            MemoryLedger.Transaction other = creating(behind(FIRST, 2));

            one.commit("one", channel.now());
            other.commit("other", channel.now());
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(aurelia, behind(FIRST, 2)));
        }

        @Test
        void fail_where_a_plan_took_them_meanwhile() {
            create(aurelia, FIRST);
            MemoryLedger.Transaction late = creating(behind(FIRST, 1));

            packed("PLAN", behind(FIRST, 1), 4).open();
            assertThat(late.isStale()).isTrue();
        }

        private MemoryLedger.Transaction creating(Sscc sscc) {
            MemoryLedger.Transaction transaction = channel.ledger().begin();
            Call call = new Call(TestChannel.NAME, "tx", channel.now(), channel.now(), transaction);
            ContainerRules.create(call, aurelia.caller(), sscc, 1);
            return transaction;
        }

        @Test
        void among_which_a_plan_lies_are_looked_up_one_by_one_up_to_a_bound() {
            create(aurelia, behind(FIRST, 9_000));
            create(aurelia, behind(FIRST, 19_000));
            create(aurelia, behind(FIRST, 29_000));

            assertRefused(ErrorCode.CONTAINER_EXISTS, packed("OVER", FIRST, 9_001)::open);
            assertThat(packed("FREE", FIRST, 9_000).open().state()).isEqualTo(BatchState.OPEN);
            assertRefused(ErrorCode.PLAN_INVALID, packed("LONG", behind(FIRST, 9_001), 25_000)::open);
        }

        @Test
        void next_to_a_plan_do_not_become_a_part_of_it() {
            packed("PLAN", FIRST, 5).open();
            create(aurelia, behind(FIRST, 5));

            assertThat(planner(behind(FIRST, 5))).isEmpty();
            assertThat(claims()).containsExactly(FIRST.digits() + "+5");
            abandon(aurelia, new Lot("PLAN"));
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> create(aurelia, behind(FIRST, 5)));
        }

        @Test
        void go_on_over_the_end_of_a_block() {
            Sscc last = Sscc.ofNumber(1_9506000_000009999L);
            create(aurelia, last);
            create(aurelia, behind(last, 1));

            assertRefused(ErrorCode.CONTAINER_EXISTS, packed("PLAN", behind(last, 1), 2)::open);
            assertThat(packed("PLAN", behind(last, 2), 2).open().state()).isEqualTo(BatchState.OPEN);
        }

        @Test
        void are_looked_up_among_twenty_thousand_of_a_plan_at_most() {
            Sscc block = Sscc.ofNumber(1_9506000_000010000L);
            create(aurelia, block);
            create(aurelia, behind(block, 10_000));
            create(aurelia, behind(block, 29_999));
            PlanRun first = loose(behind(block, 1), 9_999);

            assertRefused(
                    ErrorCode.PLAN_INVALID,
                    () -> open(aurelia, terms("LONG", first, loose(behind(block, 10_001), 10_002))));
            assertThat(open(aurelia, terms("FREE", first, loose(behind(block, 10_001), 10_001)))
                            .state())
                    .isEqualTo(BatchState.OPEN);
        }
    }

    private static PlanRun loose(Sscc first, int count) {
        return new PlanRun(first, count, 1, OptionalInt.empty(), 0);
    }

    private BatchTerms terms(String name, PlanRun... runs) {
        return TestBatch.packed(channel, name, 1, new PackingPlan(List.of(runs)), 1)
                .terms();
    }

    @Nested
    class Plans_side_by_side {
        private Optional<SsccClaims.Planned> planned(Sscc sscc) {
            return channel.evaluate(state -> SsccClaims.find(state, sscc));
        }

        @Test
        void may_touch_and_not_overlap() {
            open(aurelia, terms("MIDDLE", loose(behind(FIRST, 10), 10)));

            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> open(aurelia, terms("LOW", loose(FIRST, 11))));
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> open(aurelia, terms("HIGH", loose(behind(FIRST, 19), 5))));
            assertRefused(ErrorCode.CONTAINER_EXISTS, () -> open(aurelia, terms("IN", loose(behind(FIRST, 12), 2))));
            assertThat(open(aurelia, terms("LOW", loose(FIRST, 10))).state()).isEqualTo(BatchState.OPEN);
            assertThat(open(aurelia, terms("HIGH", loose(behind(FIRST, 20), 5))).state())
                    .isEqualTo(BatchState.OPEN);
            assertThat(planner(behind(FIRST, 9))).contains(new Lot("LOW"));
            assertThat(planner(behind(FIRST, 10))).contains(new Lot("MIDDLE"));
            assertThat(planner(behind(FIRST, 19))).contains(new Lot("MIDDLE"));
            assertThat(planner(behind(FIRST, 20))).contains(new Lot("HIGH"));
            assertThat(planner(behind(FIRST, 25))).isEmpty();
        }

        @Test
        void count_their_containers_through_blocks_and_runs() {
            Sscc first = Sscc.ofNumber(1_9506000_000009995L);
            Sscc second = Sscc.ofNumber(1_9506000_000050000L);
            open(aurelia, terms("BOTH", loose(first, 10_010), loose(second, 3)));
            Lot both = new Lot("BOTH");

            for (int ordinal : new int[] {0, 4, 5, 10_004, 10_005, 10_009}) {
                assertThat(planned(behind(first, ordinal)))
                        .contains(new SsccClaims.Planned(TestBatch.GTIN, both, ordinal));
            }
            assertThat(planned(behind(first, 10_010))).isEmpty();
            assertThat(planned(behind(second, 2))).contains(new SsccClaims.Planned(TestBatch.GTIN, both, 10_012));
            assertThat(planned(behind(second, 3))).isEmpty();
        }

        @Test
        void split_no_block_into_more_than_two_thousand_runs() {
            for (int plan = 0; plan < 10; plan++) {
                open(aurelia, terms("SPLIT-" + plan, single(plan * 400)));
            }

            assertRefused(ErrorCode.PLAN_INVALID, () -> open(aurelia, terms("MORE", single(5_000))));
            abandon(aurelia, new Lot("SPLIT-3"));
            assertThat(open(aurelia, terms("MORE", single(5_000))).state()).isEqualTo(BatchState.OPEN);
        }

        /** Two hundred runs of one container each, every second SSCC from some place on. */
        private PlanRun[] single(int from) {
            return IntStream.range(0, PackingPlan.MAX_RUNS)
                    .mapToObj(i -> loose(behind(FIRST, from + 2 * i), 1))
                    .toArray(PlanRun[]::new);
        }

        @Test
        void do_not_give_way_to_another_ones_container_beside_them() {
            open(aurelia, terms("MIDDLE", loose(behind(FIRST, 10), 10)));
            toRival();
            create(rival, behind(FIRST, 20));
            create(rival, behind(FIRST, 9));

            assertThat(planner(behind(FIRST, 10))).contains(new Lot("MIDDLE"));
        }
    }
}
