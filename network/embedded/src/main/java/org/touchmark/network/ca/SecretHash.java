package org.touchmark.network.ca;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A secret as the store keeps it: PBKDF2 with HMAC-SHA-256, slow where the secret could be guessed. */
final class SecretHash {
    private static final int CHOSEN_ITERATIONS = 210_000;
    /** One pass is enough for 144 random bits, and a first start checks dozens. */
    private static final int DRAWN_ITERATIONS = 1;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern ENCODED = Pattern.compile("pbkdf2-sha256\\$(\\d{1,7})\\$([\\w+/=]+)\\$([\\w+/=]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretHash() {}

    static String of(Secret secret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        int iterations = secret.isDrawn() ? DRAWN_ITERATIONS : CHOSEN_ITERATIONS;
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha256$%s$%s$%s"
                .formatted(
                        Integer.toString(iterations),
                        base64.encodeToString(salt),
                        base64.encodeToString(derive(secret.reveal(), salt, iterations)));
    }

    static boolean matches(String encoded, String attempt) {
        Matcher parts = ENCODED.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalArgumentException("stored hash of a secret is not one of ours");
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] expected = Base64.getDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(expected, derive(attempt, salt, Integer.parseInt(parts.group(1))));
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
