package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RecentlyUsedTest {
    private final RecentlyUsed<String, Integer> values = new RecentlyUsed<>(2);

    @Test
    void values_are_kept_up_to_the_bound() {
        assertThat(values.get("a")).isEmpty();
        assertThat(values.put("a", 1)).isEqualTo(1);
        values.put("b", 2);

        assertThat(values.get("a")).contains(1);
        assertThat(values.get("b")).contains(2);
    }

    @Test
    void the_longest_unused_goes_first() {
        values.put("a", 1);
        values.put("b", 2);
        assertThat(values.get("a")).contains(1);

        values.put("c", 3);

        assertThat(values.get("b")).isEmpty();
        assertThat(values.get("a")).contains(1);
        assertThat(values.get("c")).contains(3);
    }
}
