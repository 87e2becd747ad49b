package org.touchmark.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.gateway.config.ConfigException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GoalsTest {
    private static final Report GOOD = new Report(
            "slow",
            List.of(
                    row("baseline-200", 200, 0),
                    row("register-1000", 50_000, 0),
                    new Row(
                            "register-1000000",
                            "register",
                            1_000_000,
                            300_000,
                            Optional.empty(),
                            Optional.of(new Row.Footprint(16.2, 16.5, OptionalDouble.of(34)))),
                    row("pages", 400_000, 0),
                    row("hand-off-20", 100, 149),
                    row("hand-off-200", 200, 900),
                    row("pallet", 5, 400)));

    private static Row row(String id, double rate, double millis) {
        return new Row(id, id, 1, rate, Optional.of(new Row.Latency(millis, millis)), Optional.empty());
    }

    @Test
    void all_are_met_by_a_ledger_that_reaches_them() {
        List<Goals.Goal> goals = Goals.of(GOOD, 200_000);

        assertThat(goals).hasSize(7).allMatch(Goals.Goal::met);
        assertThat(goals).extracting(Goals.Goal::figure).contains("300,000", "1,500", "0.75", "16.2", "149.0", "200.0");
    }

    @Test
    void each_is_missed_by_a_ledger_that_falls_short_of_it() {
        List<Row> bad = new ArrayList<>(GOOD.rows());
        bad.set(0, row("baseline-200", 301, 0));
        bad.set(
                2,
                new Row(
                        "register-1000000",
                        "register",
                        1_000_000,
                        199_999,
                        Optional.empty(),
                        Optional.of(new Row.Footprint(21, 22, OptionalDouble.empty()))));
        bad.set(4, row("hand-off-20", 100, 150));
        bad.set(6, row("pallet", 5, 500));

        assertThat(Goals.of(new Report("slow", bad), 200_000)).hasSize(7).noneMatch(Goals.Goal::met);
    }

    @Test
    void what_was_not_measured_is_no_goal() {
        assertThat(Goals.of(new Report("slow", List.of(row("read", 1, 1))), 200_000))
                .isEmpty();
    }

    @Test
    void the_least_of_all_points_says_how_many_times_as_fast_a_ledger_is() {
        Report fast = new Report("fast", List.of(row("pages", 2_000_000, 0), row("pallet", 20, 0), row("else", 1, 0)));

        Goals.Goal goal = Goals.fiveTimes(fast, GOOD).orElseThrow();

        assertThat(goal.figure()).isEqualTo("at least 4.00 times (pallet)");
        assertThat(goal.met()).isFalse();
        assertThat(Goals.fiveTimes(new Report("fast", List.of()), GOOD)).isEmpty();
    }

    @Test
    void a_report_is_read_as_it_was_written(@TempDir Path folder) throws IOException {
        GOOD.write(folder.resolve("report.json"));

        assertThat(Report.read(folder.resolve("report.json"))).isEqualTo(GOOD);
    }

    @Test
    void a_file_that_is_no_report_is_named(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), "{");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Report.read(file))
                .withMessageContaining(file.toString());
    }
}
