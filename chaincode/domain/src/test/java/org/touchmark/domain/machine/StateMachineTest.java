package org.touchmark.domain.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.custody.HandOffEvent;
import org.touchmark.domain.custody.HandOffState;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class StateMachineTest {
    @Test
    void the_committed_drawing_is_what_the_code_draws() throws IOException {
        assertThat(Files.readString(StateMachinesPage.path(), StandardCharsets.UTF_8))
                .as("run StateMachinesPage to draw it anew")
                .isEqualTo(StateMachinesPage.text());
    }

    @Test
    void what_is_not_drawn_is_not_allowed() {
        assertThat(HandOffState.MACHINE.next(HandOffState.OFFERED, HandOffEvent.REFUSE))
                .contains(HandOffState.REFUSED);
        for (HandOffState ended : HandOffState.values()) {
            for (HandOffEvent event : HandOffEvent.values()) {
                assertThat(HandOffState.MACHINE.allows(ended, event)).isEqualTo(ended == HandOffState.OFFERED);
            }
        }
    }

    @Test
    void one_event_does_not_lead_to_two_states() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StateMachine.<HandOffState, HandOffEvent>of("two ways", HandOffState.OFFERED)
                        .on(HandOffState.OFFERED, HandOffEvent.ACCEPT, HandOffState.ACCEPTED)
                        .on(HandOffState.OFFERED, HandOffEvent.ACCEPT, HandOffState.REFUSED)
                        .build());
    }
}
