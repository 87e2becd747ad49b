package org.touchmark.domain.unit;

import java.util.stream.Stream;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * How likely a counterfeiter who has seen some of a brand's serials hits another real one with a single guess: the number
 * of serials, divided by how many strings have at each position one of the characters seen there (no character counts as
 * one, for shorter serials). An estimate from below: whoever knows more of the pattern guesses better.
 *
 * @param count serials looked at
 * @param probability of one guess hitting a serial, above 0 up to 1; 0 for no serials
 */
public record GuessRisk(long count, double probability) {
    /** The medicines rule: Delegated Regulation (EU) 2016/161, article 4(c), negligible and always below 1 in 10,000. */
    public static final double LIMIT = 1.0 / 10_000;

    public GuessRisk {
        if (count < 0 || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("guess risk: " + count + " serials, probability " + probability);
        }
    }

    /** The estimate for these serials, each counted once. */
    public static GuessRisk of(Stream<SerialNumber> serials) {
        Meter meter = new Meter();
        serials.forEach(meter::add);
        return meter.risk();
    }

    /** Looks at serials as they go by and keeps none. For one thread. */
    public static final class Meter {
        /** Serials are ASCII; 0 stands for no character. */
        private static final int CHARACTERS = 128;

        private final boolean[] seen = new boolean[SerialNumber.MAX_LENGTH * CHARACTERS];
        private long count;

        /** Counts one more serial. */
        public void add(SerialNumber serial) {
            String value = serial.value();
            for (int i = 0; i < SerialNumber.MAX_LENGTH; i++) {
                seen[i * CHARACTERS + (i < value.length() ? value.charAt(i) : 0)] = true;
            }
            count++;
        }

        /** Counts one more, whose bytes are those of a {@link SerialNumber}, not checked again. */
        public void add(byte[] serials, int from, int length) {
            for (int i = 0; i < SerialNumber.MAX_LENGTH; i++) {
                seen[i * CHARACTERS + (i < length ? serials[from + i] : 0)] = true;
            }
            count++;
        }

        /** The estimate for the serials so far. */
        public GuessRisk risk() {
            double strings = 1;
            for (int i = 0; i < SerialNumber.MAX_LENGTH; i++) {
                int characters = 0;
                for (int c = 0; c < CHARACTERS; c++) {
                    characters += seen[i * CHARACTERS + c] ? 1 : 0;
                }
                strings *= Math.max(1, characters);
            }
            return new GuessRisk(count, count == 0 ? 0 : Math.min(1, count / strings));
        }
    }

    /** Whether a guess succeeds less often than the medicines rule asks. */
    public boolean isAcceptable() {
        return probability < LIMIT;
    }

    /** How many guesses one success takes on average, rounded down; the largest long for no serials. */
    public long guessesPerHit() {
        return probability == 0 ? Long.MAX_VALUE : (long) (1 / probability);
    }
}
