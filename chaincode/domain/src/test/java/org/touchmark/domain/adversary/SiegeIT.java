package org.touchmark.domain.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A long siege. A breach is shrunk to its shortest history, which belongs among {@link KeptHistoriesTest} then. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SiegeIT {
    private static final int STEPS = Integer.getInteger("touchmark.siege.steps", 200_000);
    private static final long SEED = Long.getLong("touchmark.siege.seed", 10_000);

    @Test
    void a_long_siege_finds_nothing() {
        Siege.Report report = Siege.lay(STEPS, SEED, 2);

        assertThat(report.found().map(Siege.Found::shrunk)).isEmpty();
        assertThat(report.steps()).isGreaterThanOrEqualTo(STEPS);
    }
}
