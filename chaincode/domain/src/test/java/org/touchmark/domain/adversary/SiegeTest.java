package org.touchmark.domain.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A short siege; {@link SiegeIT} lays a long one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SiegeTest {
    private static final int STEPS = 2_000;

    @Test
    void a_short_siege_finds_nothing() {
        Siege.Report report = Siege.lay(STEPS, 1, 2);

        assertThat(report.found().map(Siege.Found::shrunk)).isEmpty();
        assertThat(report.steps()).isEqualTo(STEPS);
        assertThat(report.accepted()).isGreaterThan(STEPS / 4);
        assertThat(report.verified()).isGreaterThan(STEPS / 20);
    }
}
