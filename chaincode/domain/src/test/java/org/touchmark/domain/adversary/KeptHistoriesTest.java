package org.touchmark.domain.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every history that ever broke a property, in its shortest form. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class KeptHistoriesTest {

    @Test
    void a_container_is_not_repacked_into_itself() {
        assertHolds("UNSEAL", "REPACK");
    }

    @Test
    void what_was_put_into_a_container_is_not_repacked_into_the_same() {
        assertHolds("CREATE 0 0 0 705", "PACK", "REPACK");
    }

    @Test
    void a_stolen_unit_is_not_reported_destroyed() {
        assertHolds("REPORT 0 0 0 834 19", "REPORT 0 0 0 788 227");
    }

    @Test
    void a_unit_that_is_found_before_its_container_stays_good() {
        assertHolds("REPORT 0 0 0 2 5", "REPORT 0 6 301 7 5", "REPORT 0 0 0 7 3");
    }

    @Test
    void a_containers_find_that_is_taken_back_leaves_what_was_reported_meanwhile() {
        assertHolds("REPORT 0 0 0 2 5", "REPORT 0 0 0 7 4", "REPORT 0 6 301 0 5", "UNDO");
    }

    @Test
    void a_containers_report_that_is_held_back_leaves_the_units_inside_good() {
        assertHolds("REPORT 0 9 301 5 5", "REPORT 0 0 303 6 5 940", "PASS 0 600", "REPORT 0 6 301 5 5", "RELEASE");
    }

    @Test
    void a_find_is_forgotten_with_its_theft() {
        assertHolds("QUARREL 0 863 301 37");
    }

    @Test
    void what_was_forgotten_does_not_come_back_behind_what_followed() {
        assertHolds("RELAY 0 930 0 59", "REPORT 0 8 301 5 5", "RELAY 0 930 0 5");
    }

    @Test
    void what_leaves_a_container_after_sixty_hands_says_that_some_are_missing() {
        assertHolds("RELAY 0 930 0 59", "UNSEAL 0 1", "UNPACK");
    }

    private static void assertHolds(String... steps) {
        assertThat(Siege.run(
                        History.Bench.make(), Stream.of(steps).map(Step::parse).toList()))
                .isEmpty();
    }
}
