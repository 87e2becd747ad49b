package org.touchmark.domain.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.gs1.SerialNumber;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SerialsTest {
    /** Seeded, so that a test that fails fails again; it is the generator's arithmetic that is tested. */
    private static final class SeededRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final Random random = new Random(20);

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    @Nested
    class Generator {
        @Test
        void makes_twenty_characters_of_each_of_the_32_about_equally_often() {
            SerialGenerator generator = new SerialGenerator(new SeededRandom());
            int[] counts = new int[128];
            int serials = 8000;
            for (int i = 0; i < serials; i++) {
                String serial = generator.next().value();
                assertThat(serial).matches("[0-9A-HJKMNP-TV-Z]{20}");
                serial.chars().forEach(c -> counts[c]++);
            }

            // Each character is expected 5,000 times, with a standard deviation of 70.
            SerialGenerator.ALPHABET.chars().forEach(c -> assertThat(counts[c]).isCloseTo(5000, within(420)));
            assertThat(SerialGenerator.ALPHABET).hasSize(32);
        }

        @Test
        void makes_each_serial_once() {
            SerialGenerator generator = new SerialGenerator(new SecureRandom());
            Set<SerialNumber> seen = new HashSet<>();

            IntStream.range(0, 10_000)
                    .forEach(i -> assertThat(seen.add(generator.next())).isTrue());
        }
    }

    @Nested
    class Guessing {
        @Test
        void is_measured_alike_from_bytes() {
            byte[] bytes = "xA1/B22y".getBytes(StandardCharsets.US_ASCII);
            GuessRisk.Meter meter = new GuessRisk.Meter();
            meter.add(bytes, 1, 3);
            meter.add(bytes, 4, 3);

            assertThat(meter.risk())
                    .isEqualTo(GuessRisk.of(Stream.of(new SerialNumber("A1/"), new SerialNumber("B22"))));
        }

        @Test
        void plant_numbers_is_certain() {
            GuessRisk risk = GuessRisk.of(
                    IntStream.range(0, 1000).mapToObj(i -> new SerialNumber(String.format("WCH-%03d", i))));

            assertThat(risk).isEqualTo(new GuessRisk(1000, 1.0));
            assertThat(risk.isAcceptable()).isFalse();
            assertThat(risk.guessesPerHit()).isEqualTo(1);
        }

        @Test
        void one_in_ten_thousand_is_too_much_and_less_is_not() {
            // Ten serials that show every digit at each position: 10 in 10^5, and 10 in 10^6.
            Stream<SerialNumber> five = digits(5);
            Stream<SerialNumber> six = digits(6);

            assertThat(GuessRisk.of(five).isAcceptable()).isFalse();
            GuessRisk risk = GuessRisk.of(six);
            assertThat(risk.probability()).isCloseTo(1e-5, within(1e-12));
            assertThat(risk.isAcceptable()).isTrue();
            assertThat(risk.guessesPerHit()).isBetween(99_999L, 100_001L);
        }

        @Test
        void shorter_serials_widen_the_choice() {
            GuessRisk risk = GuessRisk.of(Stream.of(new SerialNumber("A"), new SerialNumber("AB")));

            assertThat(risk.probability()).isEqualTo(1.0);
            assertThat(GuessRisk.of(Stream.of(new SerialNumber("A"), new SerialNumber("BC")))
                            .probability())
                    .isEqualTo(0.5);
        }

        @Test
        void generated_serials_is_hopeless() {
            SerialGenerator generator = new SerialGenerator(new SeededRandom());

            assertThat(GuessRisk.of(Stream.generate(generator::next).limit(2000))
                            .probability())
                    .isLessThan(1e-25);
        }

        @Test
        void no_serials_is_no_risk() {
            assertThat(GuessRisk.of(Stream.empty())).isEqualTo(new GuessRisk(0, 0));
        }

        private Stream<SerialNumber> digits(int length) {
            return IntStream.range(0, 10)
                    .mapToObj(i -> new SerialNumber(Integer.toString(i).repeat(length)));
        }
    }
}
