package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PackingPlanTest {
    private static final String RUN = "a run of the packing plan ";

    /** Two runs of cases, ordinals 0 to 9 and 10 to 14, on pallets of four and of two: 15 to 17 and 16 to 18. */
    private final PackingPlan plan =
            new PackingPlan(List.of(packed(100, 10, 1, 15, 4), packed(200, 5, 1, 16, 2), alone(300, 4, 2)));

    private static PlanRun alone(long first, int count, int level) {
        return new PlanRun(Sscc.ofNumber(first), count, level, OptionalInt.empty(), 0);
    }

    private static PlanRun packed(long first, int count, int level, int parent, int each) {
        return new PlanRun(Sscc.ofNumber(first), count, level, OptionalInt.of(parent), each);
    }

    private static List<Sscc> numbers(long... numbers) {
        List<Sscc> containers = new ArrayList<>();
        for (long number : numbers) {
            containers.add(Sscc.ofNumber(number));
        }
        return containers;
    }

    private static void assertInvalid(String message, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .withMessage(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_INVALID));
    }

    @Nested
    class A_plan {
        @ParameterizedTest
        @ValueSource(ints = {PackingPlan.LOOSE, -2, Integer.MIN_VALUE, 19, 20})
        void has_no_container_of_any_other_ordinal(int ordinal) {
            assertThat(plan.container(ordinal)).isEmpty();
            assertThat(plan.around(ordinal)).isEmpty();
        }

        @Test
        void knows_what_each_container_is_in() {
            assertThat(plan.containers()).isEqualTo(19);
            assertThat(plan.around(9)).isEqualTo(numbers(109, 302));
            assertThat(plan.around(10)).isEqualTo(numbers(200, 301));
            assertThat(plan.around(14)).isEqualTo(numbers(204, 303));
            assertThat(plan.around(18)).isEqualTo(numbers(303));
            assertThat(plan.container(14).orElseThrow())
                    .isEqualTo(new PackingPlan.Container(Sscc.ofNumber(204), 1, 14, Optional.of(Sscc.ofNumber(303))));
        }

        @Test
        void knows_what_is_in_each_container_run_by_run() {
            assertThat(plan.within(15)).isEqualTo(numbers(100, 101, 102, 103));
            assertThat(plan.within(16)).isEqualTo(numbers(104, 105, 106, 107, 200, 201));
            assertThat(plan.within(17)).isEqualTo(numbers(108, 109, 202, 203));
            assertThat(plan.within(18)).isEqualTo(numbers(204));
            assertThat(plan.within(0)).isEmpty();
        }

        @Test
        void counts_what_is_in_a_container_over_all_runs_to_the_last() {
            PackingPlan last =
                    new PackingPlan(List.of(alone(300, 1, 2), packed(100, 4, 1, 0, 4), packed(200, 2, 1, 0, 2)));

            assertThat(last.within(0)).isEqualTo(numbers(100, 101, 102, 103, 200, 201));
        }

        @Test
        void is_sealed_by_the_hash_of_its_canonical_json() {
            PackingPlan small = new PackingPlan(List.of(packed(100, 4, 1, 4, 2), alone(300, 2, 2)));
            String json = "[{\"count\":4,\"each\":2,\"first\":\"" + Sscc.ofNumber(100) + "\",\"level\":1,\"parent\":4},"
                    + "{\"count\":2,\"first\":\"" + Sscc.ofNumber(300) + "\",\"level\":2}]";

            assertThat(small.hash()).isEqualTo(Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void reads_back_from_json() {
            JsonObject json = JsonObject.builder().put("plan", plan.toJson()).build();

            assertThat(PackingPlan.read(json, "plan")).isEqualTo(plan);
        }

        @Test
        void has_no_sscc_in_two_runs() {
            assertThat(new PackingPlan(List.of(alone(105, 5, 1), alone(100, 5, 1))).containers())
                    .isEqualTo(10);
            assertInvalid(
                    "the packing plan has the SSCC " + Sscc.ofNumber(104) + " in two runs",
                    () -> new PackingPlan(List.of(alone(104, 5, 1), alone(100, 5, 1))));
            assertInvalid(
                    "the packing plan has the SSCC " + Sscc.ofNumber(100) + " in two runs",
                    () -> new PackingPlan(List.of(alone(100, 1, 1), alone(100, 1, 2))));
        }

        @Test
        void has_every_parent_that_it_names() {
            assertThat(new PackingPlan(List.of(packed(100, 4, 1, 4, 2), alone(300, 2, 2))).containers())
                    .isEqualTo(6);
            assertInvalid(
                    "the packing plan names container 6 as a parent, but has only 6",
                    () -> new PackingPlan(List.of(packed(100, 5, 1, 5, 4), alone(300, 1, 2))));
            assertInvalid(
                    "the packing plan names container 6 as a parent, but has only 6",
                    () -> new PackingPlan(List.of(packed(100, 4, 1, 5, 2), alone(300, 2, 2))));
        }

        @Test
        void packs_into_higher_levels_only() {
            // The parents are 3 to 4; the runs of level 1 end before them and begin behind them.
            assertThat(new PackingPlan(List.of(packed(100, 3, 1, 3, 2), alone(200, 2, 2), alone(300, 1, 1)))
                            .containers())
                    .isEqualTo(6);
            String rule = "the packing plan packs containers of level 2 into level 2; a parent's level is higher";
            assertInvalid(rule, () -> new PackingPlan(List.of(packed(100, 2, 2, 2, 1), alone(200, 2, 2))));
            assertInvalid(
                    rule, () -> new PackingPlan(List.of(packed(100, 2, 2, 2, 1), alone(200, 1, 2), alone(300, 1, 3))));
            assertInvalid(
                    rule, () -> new PackingPlan(List.of(packed(100, 2, 2, 2, 1), alone(200, 1, 3), alone(300, 1, 2))));
        }

        @Test
        void has_one_to_200_runs_and_a_million_containers_at_most() {
            List<PlanRun> most = IntStream.range(0, PackingPlan.MAX_RUNS)
                    .mapToObj(i -> alone(5_000L * i, 5_000, 1))
                    .toList();
            List<PlanRun> more = new ArrayList<>(most);
            more.set(0, alone(10_000_000, 5_001, 1));

            assertThat(new PackingPlan(most).containers()).isEqualTo(PackingPlan.MAX_CONTAINERS);
            assertInvalid("the packing plan has more than 1000000 containers", () -> new PackingPlan(more));
            assertInvalid("the packing plan has 0 runs, should have 1 to 200", () -> new PackingPlan(List.of()));
            assertInvalid(
                    "the packing plan has 201 runs, should have 1 to 200",
                    () -> new PackingPlan(Collections.nCopies(201, alone(1, 1, 1))));
        }
    }

    @Nested
    class A_container_of_a_plan {
        private final PlanRun pallets = alone(1_9506000_100000000L, 3, 2);

        /** Cases of a number series, so many a pallet, from one of the pallets on. */
        private PlanRun cases(int series, int count, int pallet, int each) {
            return packed(1_9506000_200000000L + series * 1_000_000L, count, 1, pallet, each);
        }

        private PackingPlan filled(PlanRun... cases) {
            return new PackingPlan(
                    Stream.concat(Stream.of(pallets), Stream.of(cases)).toList());
        }

        @Test
        void ten_thousand_containers_go_into_one() {
            assertThat(filled(cases(0, 20_000, 0, 10_000)).within(1)).hasSize(10_000);
            assertThat(filled(cases(0, 6_000, 1, 6_000), cases(1, 4_000, 1, 4_000))
                            .within(1))
                    .hasSize(10_000);
        }

        @Test
        void more_than_ten_thousand_do_not() {
            assertRefused(ErrorCode.PLAN_INVALID, () -> filled(cases(0, 10_001, 0, 10_001)));
            assertRefused(ErrorCode.PLAN_INVALID, () -> filled(cases(0, 6_000, 1, 6_000), cases(1, 4_001, 1, 4_001)));
        }

        @Test
        void more_than_ten_thousand_do_not_wherever_runs_come_together() {
            // The first run's second pallet is the second run's first.
            assertRefused(ErrorCode.PLAN_INVALID, () -> filled(cases(0, 12_000, 0, 6_000), cases(1, 6_000, 1, 6_000)));
            assertThat(filled(cases(0, 6_000, 0, 6_000), cases(1, 6_000, 1, 6_000))
                            .within(1))
                    .hasSize(6_000);
        }

        @Test
        void those_count_that_there_are_and_not_those_that_there_would_be_room_for() {
            assertThat(filled(cases(0, 3, 0, 20_000)).within(0)).hasSize(3);
            assertThat(filled(cases(0, 9_000, 0, 9_000), cases(1, 5, 0, 9_000)).within(0))
                    .hasSize(9_005);
            assertRefused(ErrorCode.PLAN_INVALID, () -> filled(cases(0, 9_000, 0, 9_000), cases(1, 1_001, 0, 9_000)));
        }
    }

    @Nested
    class A_run {
        @Test
        void has_its_containers_in_the_order_of_their_parents() {
            PlanRun run = packed(100, 10, 1, 15, 4);

            assertThat(run.last()).isEqualTo(Sscc.ofNumber(109));
            assertThat(run.firstIn(14)).isEqualTo(10);
            assertThat(run.firstIn(15)).isZero();
            assertThat(run.firstIn(16)).isEqualTo(4);
            assertThat(run.firstIn(17)).isEqualTo(8);
            assertThat(run.firstIn(18)).isEqualTo(10);
            assertThat(alone(300, 4, 2).firstIn(0)).isEqualTo(4);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, PackingPlan.MAX_CONTAINERS + 1})
        void of_too_few_or_too_many_containers_is_refused(int count) {
            assertInvalid(RUN + "has " + count + " containers, should have 1 to 1000000", () -> alone(1, count, 1));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 6})
        void of_no_level_is_refused(int level) {
            assertInvalid(RUN + "is of level " + level + ", should be 1 to 5", () -> alone(1, 1, level));
        }

        @Test
        void says_how_many_a_parent_holds_exactly_where_it_has_parents() {
            String rule = RUN + "should say how many each parent holds, exactly where it has parents";

            assertThat(packed(1, 1, 1, 0, 1).each()).isOne();
            assertInvalid(rule, () -> packed(1, 1, 1, -1, 1));
            assertInvalid(rule, () -> packed(1, 1, 1, 0, 0));
            assertInvalid(rule, () -> new PlanRun(Sscc.ofNumber(1), 1, 1, OptionalInt.empty(), 1));
        }

        @Test
        void may_be_as_long_and_as_high_as_can_be() {
            assertThat(alone(1, PackingPlan.MAX_CONTAINERS, PlanRun.MAX_LEVEL).last())
                    .isEqualTo(Sscc.ofNumber(PackingPlan.MAX_CONTAINERS));
        }
    }
}
