package org.touchmark.gateway.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.touchmark.domain.batch.PackingPlan;
import org.touchmark.domain.batch.PlanRun;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;

/**
 * Which containers a batch's units were packed into when they were made: the units fill the plan's containers from its first
 * on, in the order in which their serials come.
 *
 * @param plan the containers
 * @param unitsEach how many units go into each of the first ones
 */
public record Packing(PackingPlan plan, int unitsEach) {
    /** Refuses what packs nothing. */
    public Packing {
        if (unitsEach < 1) {
            throw invalid("a container takes at least one unit, not " + unitsEach);
        }
    }

    /**
     * How a packing line numbers: cases with consecutive SSCCs, and behind them the pallets that they are stacked on. The
     * last case and the last pallet may be partly filled.
     *
     * @param units how many units there are
     * @param casesOf units a case
     * @param palletsOf cases a pallet; empty for cases alone
     * @param first the first case's SSCC
     * @return the plan
     * @throws RefusedException PLAN_INVALID for more than the domain's limits allow, SSCC_INVALID where the numbers run out
     */
    public static Packing ofCases(int units, int casesOf, OptionalInt palletsOf, Sscc first) {
        if (casesOf < 1 || palletsOf.orElse(1) < 1) {
            throw invalid("cases take at least one unit and pallets at least one case");
        }
        int cases = parts(units, casesOf);
        List<PlanRun> runs = new ArrayList<>();
        if (palletsOf.isEmpty()) {
            runs.add(new PlanRun(first, cases, 1, OptionalInt.empty(), 0));
        } else {
            int each = palletsOf.getAsInt();
            runs.add(new PlanRun(first, cases, 1, OptionalInt.of(cases), each));
            runs.add(new PlanRun(Sscc.ofNumber(first.number() + cases), parts(cases, each), 2, OptionalInt.empty(), 0));
        }
        return new Packing(new PackingPlan(runs), casesOf);
    }

    /** The container of a unit. {@code position} is its serial's, from 0. */
    int ordinal(int position) {
        return position / unitsEach;
    }

    /** Refuses a plan with too little room, whose last units would be in containers that hold containers, or in none. */
    Packing requireRoom(int units) {
        int level = plan.runs().get(0).level();
        long room = plan.runs().stream()
                        .takeWhile(run -> run.level() == level)
                        .mapToLong(PlanRun::count)
                        .sum()
                * unitsEach;
        if (room < units) {
            throw invalid("the plan's first runs, of level " + level + ", have room for " + room
                    + " units, the batch has " + units);
        }
        return this;
    }

    private static int parts(int whole, int each) {
        return (whole - 1) / each + 1;
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.PLAN_INVALID, rule);
    }
}
