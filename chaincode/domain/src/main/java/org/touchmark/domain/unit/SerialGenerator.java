package org.touchmark.domain.unit;

import java.nio.charset.StandardCharsets;
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
        byte[] serial = new byte[SerialNumber.MAX_LENGTH];
        fill(serial);
        return new SerialNumber(new String(serial, StandardCharsets.US_ASCII));
    }

    /** Fills an array with the characters of serials, {@value SerialNumber#MAX_LENGTH} each, one behind the other. */
    public void fill(byte[] serials) {
        random.nextBytes(serials);
        for (int i = 0; i < serials.length; i++) {
            // 32 divides 256, so that each character is equally likely.
            serials[i] = (byte) ALPHABET.charAt(serials[i] & 31);
        }
    }
}
