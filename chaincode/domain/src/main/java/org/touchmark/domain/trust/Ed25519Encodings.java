package org.touchmark.domain.trust;

import java.math.BigInteger;
import java.util.Set;

/** Which bytes may be a point or a signature of Ed25519 (RFC 8032 section 5.1), decided from the bytes alone. */
final class Ed25519Encodings {
    private static final int POINT_LENGTH = 32;

    /** p = 2^255 - 19. */
    static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** L = 2^252 + 27742317777372353535851937790883648493. */
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** A y of the points of order 8; its negative is the other. */
    private static final BigInteger Y_OF_ORDER_8 =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** The y of the eight points whose order divides 8: orders 1, 2, 4 and 8. */
    private static final Set<BigInteger> SMALL_ORDER_YS = Set.of(
            BigInteger.ONE,
            PRIME.subtract(BigInteger.ONE),
            BigInteger.ZERO,
            Y_OF_ORDER_8,
            PRIME.subtract(Y_OF_ORDER_8));

    private Ed25519Encodings() {}

    /**
     * Whether the 32 bytes at {@code from} encode a y below p that is no point of small order. (The sign of x = 0 has two
     * spellings, but x = 0 only where y is 1 or -1, which are refused.) That y has a point is for
     * {@link #isInSubgroup} to say.
     */
    static boolean isAcceptablePoint(byte[] bytes, int from) {
        BigInteger y = y(bytes, from);
        return y.compareTo(PRIME) < 0 && !SMALL_ORDER_YS.contains(y);
    }

    /**
     * Whether an {@link #isAcceptablePoint acceptable} encoding is of a point of the curve without a part of small order. Takes
     * about as long as a verification.
     */
    static boolean isInSubgroup(byte[] bytes, int from) {
        return Ed25519Subgroup.contains(y(bytes, from));
    }

    static boolean isAcceptableSignature(byte[] signature) {
        return signature.length == 2 * POINT_LENGTH
                && isAcceptablePoint(signature, 0)
                && new BigInteger(1, bigEndian(signature, POINT_LENGTH)).compareTo(ORDER) < 0;
    }

    private static BigInteger y(byte[] bytes, int from) {
        byte[] y = bigEndian(bytes, from);
        y[0] &= 0x7f;
        return new BigInteger(1, y);
    }

    private static byte[] bigEndian(byte[] littleEndian, int from) {
        byte[] out = new byte[POINT_LENGTH];
        for (int i = 0; i < POINT_LENGTH; i++) {
            out[i] = littleEndian[from + POINT_LENGTH - 1 - i];
        }
        return out;
    }
}
