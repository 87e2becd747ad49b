package org.touchmark.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class OperationTest {
    private static final String ID = "operation0000001";
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final SortedMap<String, byte[]> NONE = new TreeMap<>();

    private final MemoryLedger ledger = new MemoryLedger();

    private String run(Operation operation, String owner, String result) {
        MemoryLedger.Transaction transaction = ledger.begin();
        String answer = operation.once(transaction, "AureliaMSP", owner, () -> result);
        transaction.commit("tx", NOW);
        return answer;
    }

    @Nested
    class An_operation {
        private final Operation operation = Operation.of(ID, "batch:Open", List.of("a", "b"), NONE);

        @Test
        void done_twice_answers_the_first_result_and_writes_nothing_more() {
            assertThat(run(operation, "gln", "first")).isEqualTo("first");

            MemoryLedger.Transaction again = ledger.begin();
            String answer = operation.once(again, "AureliaMSP", "gln", () -> {
                throw new AssertionError("the rule ran again");
            });

            assertThat(answer).isEqualTo("first");
            assertThat(again.writes()).isEmpty();
        }

        @Test
        void with_another_content_under_the_same_id_is_refused() {
            run(operation, "gln", "first");
            SortedMap<String, byte[]> data = new TreeMap<>(Map.of("page/0", bytes("x")));

            for (Operation other : List.of(
                    Operation.of(ID, "batch:Seal", List.of("a", "b"), NONE),
                    Operation.of(ID, "batch:Open", List.of("ab"), NONE),
                    Operation.of(ID, "batch:Open", List.of("b", "a"), NONE),
                    Operation.of(ID, "batch:Open", List.of("a", "b"), data))) {
                assertRefused(ErrorCode.OPERATION_REUSED, () -> run(other, "gln", "second"));
            }
        }

        @Test
        void of_another_caller_is_another_operation() {
            run(operation, "gln", "first");

            assertThat(run(operation, "other", "second")).isEqualTo("second");
        }

        @Test
        void depends_on_transient_data() {
            SortedMap<String, byte[]> one = new TreeMap<>(Map.of("page/0", bytes("x")));
            SortedMap<String, byte[]> two = new TreeMap<>(Map.of("page/0", bytes("y")));

            assertThat(Operation.of(ID, "f", List.of(), one)).isNotEqualTo(Operation.of(ID, "f", List.of(), two));
        }
    }

    @Nested
    class An_operation_id {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "short",
                    "0123456789abcde",
                    "0123456789abcdef!",
                    "0123456789abcde\u00e4",
                    "-0123456789abcdef",
                    "0123456789abcdef-",
                    "01234567_89abcdef",
                    "01234567-89abcdef"
                })
        void that_breaks_the_form_is_refused(String id) {
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new OperationId(id));
        }

        @Test
        void has_16_to_64_characters() {
            assertThat(new OperationId("0123456789abcdeZ").value()).hasSize(16);
            assertThat(new OperationId("a".repeat(64)).value()).hasSize(64);
            assertRefused(ErrorCode.ARGUMENT_INVALID, () -> new OperationId("a".repeat(65)));
        }

        @Test
        void that_is_made_has_letters_and_digits_only_whatever_it_is_made_of() {
            Random random = new Random(7);
            for (int i = 0; i < 10_000; i++) {
                byte[] bytes = new byte[OperationId.MADE_BYTES];
                random.nextBytes(bytes);
                assertThat(OperationId.of(bytes).value()).matches("[0-9a-z]{32}");
            }
            assertThat(OperationId.of(new byte[20]).value()).isEqualTo("0".repeat(32));
            assertThat(OperationId.of("0123456789".getBytes(StandardCharsets.US_ASCII))
                            .value())
                    .isEqualTo("60rk4csm6mv3ee1s");
        }

        @Test
        void of_one_part_is_told_from_those_of_the_others() {
            OperationId whole = new OperationId("a".repeat(64));

            assertThat(Stream.of(whole, whole.part(1), whole.part(2), new OperationId("b".repeat(64)).part(1)))
                    .doesNotHaveDuplicates();
            assertThat(whole.part(1)).isEqualTo(whole.part(1));
        }
    }

    @Nested
    class A_call {
        private Call call(Instant time) {
            return new Call("touchmark", "tx", time, NOW, ledger.begin());
        }

        @Test
        void within_five_minutes_of_the_clock_is_timely() {
            call(NOW.plus(Duration.ofMinutes(5))).requireTimely();
            call(NOW.minus(Duration.ofMinutes(5))).requireTimely();
        }

        @Test
        void further_off_is_refused_on_both_sides() {
            Duration tooFar = Duration.ofMinutes(5).plusMillis(1);

            assertRefused(ErrorCode.CLOCK_SKEW, () -> call(NOW.plus(tooFar)).requireTimely());
            assertRefused(ErrorCode.CLOCK_SKEW, () -> call(NOW.minus(tooFar)).requireTimely());
            assertRefused(ErrorCode.CLOCK_SKEW, () -> call(NOW).requireNow(NOW.plus(tooFar), "the seal's time"));
        }

        @Test
        void is_not_before_the_state_it_changes() {
            call(NOW).requireNotBefore(NOW, "the opening");

            assertRefused(ErrorCode.TIME_REVERSED, () -> call(NOW).requireNotBefore(NOW.plusMillis(1), "the opening"));
        }
    }

    @Nested
    class A_ledger_key {
        @Test
        void is_written_as_fabric_writes_composite_keys() {
            assertThat(LedgerKey.of("batch", "09506000134352", "L 1").composite())
                    .isEqualTo("\0batch\00009506000134352\0L 1\0");
        }

        @Test
        void has_no_segment_that_could_run_into_the_next() {
            assertThatIllegalArgumentException().isThrownBy(() -> LedgerKey.of("batch", "a\0b"));
            assertThatIllegalArgumentException().isThrownBy(() -> LedgerKey.of("batch", "\udbff\udfff"));
            assertThatIllegalArgumentException().isThrownBy(() -> LedgerKey.of("batch", ""));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
