package org.touchmark.gateway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The rows so far, each printed as it comes. */
final class Rows {
    private static final String FORMAT = "%-38s %12s %12s %10s %10s %10s %9s %9s %9s";
    private static final String NONE = "-";

    private final Consumer<String> out;
    private final OptionalDouble baseline;
    private final List<Row> rows = new ArrayList<>();

    /** {@code baseline} is the rate that ratios are to. */
    Rows(Consumer<String> out, OptionalDouble baseline) {
        this.out = out;
        this.baseline = baseline;
        out.accept(String.format(
                Locale.ROOT,
                FORMAT,
                "work",
                "done",
                "a second",
                "p50 ms",
                "p99 ms",
                "ratio",
                "B writes",
                "B block",
                "B disk"));
    }

    void add(Row row) {
        add(row, baseline.isPresent() ? text("%.1f", row.rate() / baseline.getAsDouble()) : NONE);
    }

    /** Adds a row that the baseline does not compare with. */
    void addAside(Row row) {
        add(row, NONE);
    }

    private void add(Row row, String ratio) {
        rows.add(row);
        String p50 =
                row.latency().map(latency -> text("%.1f", latency.p50Millis())).orElse(NONE);
        String p99 =
                row.latency().map(latency -> text("%.1f", latency.p99Millis())).orElse(NONE);
        OptionalDouble disk = row.footprint().map(Row.Footprint::disk).orElse(OptionalDouble.empty());
        out.accept(String.format(
                Locale.ROOT,
                FORMAT,
                row.work(),
                String.format(Locale.ROOT, "%,d", row.done()),
                text(row.rate() < 1_000 ? "%.1f" : "%,.0f", row.rate()),
                p50,
                p99,
                ratio,
                row.footprint().map(found -> text("%.1f", found.writes())).orElse(NONE),
                row.footprint().map(found -> text("%.1f", found.block())).orElse(NONE),
                disk.isPresent() ? text("%.1f", disk.getAsDouble()) : NONE));
    }

    List<Row> all() {
        return List.copyOf(rows);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
