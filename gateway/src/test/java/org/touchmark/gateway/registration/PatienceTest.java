package org.touchmark.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.ledger.LedgerUnavailableException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PatienceTest {
    private final List<String> waited = new ArrayList<>();

    @Test
    void it_asks_again_until_the_ledger_answers_and_says_what_it_waits_for() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Patience patience = new Patience(Duration.ofMinutes(1), waited::add);

        String answer = patience.ask(() -> {
            if (calls.incrementAndGet() < 3) {
                throw new LedgerUnavailableException("no peer answers", null);
            }
            return "here";
        });

        assertThat(answer).isEqualTo("here");
        assertThat(waited).containsExactly("no peer answers", "no peer answers", "");
    }

    @Test
    void it_ends_when_nothing_was_answered_for_too_long() {
        Patience patience = new Patience(Duration.ZERO, waited::add);

        assertThatThrownBy(() -> patience.ask(() -> {
                    throw new LedgerUnavailableException("no peer answers", null);
                }))
                .isInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void a_refusal_is_an_answer() {
        Patience patience = new Patience(Duration.ofMinutes(1), waited::add);

        assertThatThrownBy(() -> patience.ask(() -> {
                    throw new RefusedException(ErrorCode.BATCH_SEALED, "sealed");
                }))
                .isInstanceOf(RefusedException.class);
        assertThat(waited).isEmpty();
    }
}
