package org.touchmark.domain.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.gs1.Sscc;

/** How much a plan may put into one container. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PackingPlanRoomTest {
    private static final PlanRun PALLETS =
            new PlanRun(Sscc.ofNumber(1_9506000_100000000L), 3, 2, OptionalInt.empty(), 0);

    /** Cases of a number series, so many a pallet, from one of the pallets on. */
    private static PlanRun cases(int series, int count, int pallet, int each) {
        return new PlanRun(
                Sscc.ofNumber(1_9506000_200000000L + series * 1_000_000L), count, 1, OptionalInt.of(pallet), each);
    }

    private static PackingPlan plan(PlanRun... cases) {
        return new PackingPlan(
                Stream.concat(Stream.of(PALLETS), List.of(cases).stream()).toList());
    }

    @Test
    void ten_thousand_containers_go_into_one() {
        assertThat(plan(cases(0, 20_000, 0, 10_000)).within(1)).hasSize(10_000);
        assertThat(plan(cases(0, 6_000, 1, 6_000), cases(1, 4_000, 1, 4_000)).within(1))
                .hasSize(10_000);
    }

    @Test
    void more_than_ten_thousand_do_not() {
        assertRefused(ErrorCode.PLAN_INVALID, () -> plan(cases(0, 10_001, 0, 10_001)));
        assertRefused(ErrorCode.PLAN_INVALID, () -> plan(cases(0, 6_000, 1, 6_000), cases(1, 4_001, 1, 4_001)));
    }

    @Test
    void more_than_ten_thousand_do_not_wherever_runs_come_together() {
        // The first run's second pallet is the second run's first.
        assertRefused(ErrorCode.PLAN_INVALID, () -> plan(cases(0, 12_000, 0, 6_000), cases(1, 6_000, 1, 6_000)));
        assertThat(plan(cases(0, 6_000, 0, 6_000), cases(1, 6_000, 1, 6_000)).within(1))
                .hasSize(6_000);
    }

    @Test
    void those_count_that_there_are_and_not_those_that_there_would_be_room_for() {
        assertThat(plan(cases(0, 3, 0, 20_000)).within(0)).hasSize(3);
        assertThat(plan(cases(0, 9_000, 0, 9_000), cases(1, 5, 0, 9_000)).within(0))
                .hasSize(9_005);
        assertRefused(ErrorCode.PLAN_INVALID, () -> plan(cases(0, 9_000, 0, 9_000), cases(1, 1_001, 0, 9_000)));
    }
}
