package org.touchmark.gateway.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the ledgers should reach, and whether reports say that they do. */
public final class Goals {
    static final String BASELINE = "baseline-";
    static final String REGISTER = "register-";
    static final String HAND_OFF = "hand-off-";
    static final String PALLET = "pallet";
    static final String PAGES = "pages";

    private static final double TIMES_BASELINE = 1_000;
    private static final double SHARE_OF_PAGES = 2.0 / 3;
    private static final double HAND_OFF_MILLIS = 150;
    private static final double PALLET_MILLIS = 500;
    private static final double WRITE_BYTES = 20;
    private static final double TIMES_SLOWEST = 5;

    private Goals() {}

    /**
     * A goal.
     *
     * @param ledger of which ledger
     * @param goal in words
     * @param figure what was measured
     * @param met whether that is enough
     */
    public record Goal(String ledger, String goal, String figure, boolean met) {}

    /**
     * The goals of one ledger alone.
     *
     * @param report what was measured
     * @param serialsASecond how fast it should register
     * @return those for which the report has the rows
     */
    public static List<Goal> of(Report report, double serialsASecond) {
        List<Goal> goals = new ArrayList<>();
        largestRegistration(report).ifPresent(row -> {
            goals.add(atLeast(report, "registration, serials a second", row.rate(), serialsASecond));
            report.row(BASELINE + 200)
                    .ifPresent(base -> goals.add(
                            atLeast(report, "registration, times (a)", row.rate() / base.rate(), TIMES_BASELINE)));
            report.row(PAGES)
                    .ifPresent(pages -> goals.add(atLeast(
                            report, "registration, share of bare pages", row.rate() / pages.rate(), SHARE_OF_PAGES)));
            row.footprint()
                    .ifPresent(found ->
                            goals.add(atMost(report, "bytes a unit in the write set", found.writes(), WRITE_BYTES)));
        });
        report.row(HAND_OFF + 20)
                .flatMap(Row::latency)
                .ifPresent(latency -> goals.add(
                        below(report, "hand-off, p50 ms at 20 in flight", latency.p50Millis(), HAND_OFF_MILLIS)));
        report.row(HAND_OFF + 200)
                .ifPresent(row -> report.row(BASELINE + 200)
                        .ifPresent(base -> goals.add(atLeast(
                                report, "hand-offs a second at 200 in flight, as (a)", row.rate(), base.rate()))));
        report.row(PALLET)
                .flatMap(Row::latency)
                .ifPresent(latency ->
                        goals.add(below(report, "pallet of 10,000, p99 ms", latency.p99Millis(), PALLET_MILLIS)));
        return goals;
    }

    /**
     * That one ledger is five times as fast as another at every point that both have.
     *
     * @param fast the one
     * @param slow the other
     * @return empty if they have no point in common
     */
    public static Optional<Goal> fiveTimes(Report fast, Report slow) {
        record Point(String work, double times) {}
        return fast.rows().stream()
                .flatMap(row ->
                        slow.row(row.id()).map(other -> new Point(row.work(), row.rate() / other.rate())).stream())
                .min(Comparator.comparingDouble(Point::times))
                .map(point -> new Goal(
                        fast.ledger(),
                        "five times " + slow.ledger() + " at every point",
                        "at least " + figure(point.times()) + " times (" + point.work() + ")",
                        point.times() >= TIMES_SLOWEST));
    }

    private static Optional<Row> largestRegistration(Report report) {
        return report.rows().stream()
                .filter(row -> row.id().startsWith(REGISTER))
                .max(Comparator.comparingLong(Row::done));
    }

    private static Goal atLeast(Report report, String what, double figure, double goal) {
        return new Goal(report.ledger(), what + ": at least " + figure(goal), figure(figure), figure >= goal);
    }

    private static Goal atMost(Report report, String what, double figure, double goal) {
        return new Goal(report.ledger(), what + ": about " + figure(goal), figure(figure), figure <= goal);
    }

    private static Goal below(Report report, String what, double figure, double goal) {
        return new Goal(report.ledger(), what + ": below " + figure(goal), figure(figure), figure < goal);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 1_000 ? "%.1f" : "%,.0f", value);
    }
}
