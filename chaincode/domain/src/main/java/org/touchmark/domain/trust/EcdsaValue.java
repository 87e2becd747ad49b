package org.touchmark.domain.trust;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The two numbers of an ECDSA signature, both from 1 to n - 1, and their minimal DER form (RFC 3279 section 2.2.3). */
record EcdsaValue(BigInteger r, BigInteger s) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int MAX_INTEGER_BYTES = 33;
    private static final BigInteger HALF_ORDER = P256.ORDER.shiftRight(1);

    /** Reads minimal DER; empty for anything else, trailing bytes and long length forms included. */
    static Optional<EcdsaValue> parse(byte[] der) {
        // Both integers are at most 33 bytes, so that every length is one byte below 128.
        if (der.length < 2 || der[0] != SEQUENCE || der[1] != der.length - 2) {
            return Optional.empty();
        }
        int rEnd = integerEnd(der, 2);
        if (rEnd < 0 || integerEnd(der, rEnd) != der.length) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(Arrays.copyOfRange(der, 4, rEnd));
        BigInteger s = new BigInteger(Arrays.copyOfRange(der, rEnd + 2, der.length));
        return inRange(r) && inRange(s) ? Optional.of(new EcdsaValue(r, s)) : Optional.empty();
    }

    boolean isLowS() {
        return s.compareTo(HALF_ORDER) <= 0;
    }

    EcdsaValue withLowS() {
        return isLowS() ? this : new EcdsaValue(r, P256.ORDER.subtract(s));
    }

    byte[] der() {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        int content = 4 + first.length + second.length;
        return ByteBuffer.allocate(2 + content)
                .put((byte) SEQUENCE)
                .put((byte) content)
                .put((byte) INTEGER)
                .put((byte) first.length)
                .put(first)
                .put((byte) INTEGER)
                .put((byte) second.length)
                .put(second)
                .array();
    }

    /** Where the minimal INTEGER that starts here ends, or -1 where there is none. */
    private static int integerEnd(byte[] der, int at) {
        if (at + 3 > der.length || der[at] != INTEGER) {
            return -1;
        }
        int length = der[at + 1];
        if (length < 1 || length > MAX_INTEGER_BYTES || at + 2 + length > der.length) {
            return -1;
        }
        boolean padded = length > 1 && der[at + 2] == 0 && der[at + 3] >= 0;
        return padded || der[at + 2] < 0 ? -1 : at + 2 + length;
    }

    private static boolean inRange(BigInteger value) {
        return value.signum() > 0 && value.compareTo(P256.ORDER) < 0;
    }
}
