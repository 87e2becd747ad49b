package org.touchmark.domain.unit;

import java.security.SecureRandom;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * Serials that can't be guessed or found by trying: 20 characters of 32, 100 random bits. The alphabet is Crockford's, upper
 * case without I, L, O and U, so that a compact label stays alphanumeric and a person can read it out.
 */
public final class SerialGenerator {
    /** The 32 characters. */
    public static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SecureRandom random;

    public SerialGenerator(SecureRandom random) {
        this.random = random;
    }

    public SerialNumber next() {
        byte[] bits = new byte[SerialNumber.MAX_LENGTH];
        random.nextBytes(bits);
        StringBuilder serial = new StringBuilder(bits.length);
        for (byte b : bits) {
            // 32 divides 256, so that each character is equally likely.
            serial.append(ALPHABET.charAt(b & 31));
        }
        return new SerialNumber(serial.toString());
    }
}
