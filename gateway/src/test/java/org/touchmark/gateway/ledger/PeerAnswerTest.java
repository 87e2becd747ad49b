package org.touchmark.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PeerAnswerTest {
    private static final Invocation READ = Invocation.of("unit:Read", "x");

    @Test
    void is_text_in_utf_8() {
        assertThat(FabricLedgerClient.text(READ, "Aur\u00e9lia".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Aur\u00e9lia");
    }

    @Test
    void of_other_bytes_is_none() {
        assertThatExceptionOfType(LedgerUnavailableException.class)
                .isThrownBy(() -> FabricLedgerClient.text(READ, "Aur\u00e9lia".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("unit:Read: the peer's answer is not UTF-8, so that it can't be read");
    }
}
