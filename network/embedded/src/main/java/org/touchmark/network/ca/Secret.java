package org.touchmark.network.ca;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * What an identity enrols with. Its text shows only on demand, so that no log holds it by accident.
 *
 * @see SecretHash
 */
public final class Secret {
    private static final int DRAWN_CHARACTERS = 30;

    /** Nothing that a shell, an address or a double click takes for anything but a letter or a digit. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int MAX_CHARACTERS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;
    private final boolean drawn;

    private Secret(String text, boolean drawn) {
        this.text = text;
        this.drawn = drawn;
    }

    /** A new secret of 150 random bits, letters and digits. */
    public static Secret random() {
        return new Secret(
                RANDOM.ints(DRAWN_CHARACTERS, 0, ALPHABET.length())
                        .mapToObj(ALPHABET::charAt)
                        .map(String::valueOf)
                        .collect(Collectors.joining()),
                true);
    }

    /**
     * A secret that somebody chose, and that others may guess.
     *
     * @throws IllegalArgumentException if it is empty or longer than 256 characters
     */
    public static Secret chosen(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "secret of %d characters: must have 1 to %d".formatted(text.length(), MAX_CHARACTERS));
        }
        return new Secret(text, false);
    }

    /** A secret that {@link #random} drew before, and that its holder kept. */
    public static Secret drawn(String text) {
        return new Secret(text, true);
    }

    /** The secret itself, for the one who is to enrol with it. */
    public String reveal() {
        return text;
    }

    /** Whether nobody chose it. */
    boolean isDrawn() {
        return drawn;
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
