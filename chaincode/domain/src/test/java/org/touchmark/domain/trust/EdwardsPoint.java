package org.touchmark.domain.trust;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Points of edwards25519 (RFC 8032 section 5.1) by the textbook's affine addition: slow, and written apart from what it checks. */
record EdwardsPoint(BigInteger x, BigInteger y) {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    static final EdwardsPoint NEUTRAL = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);
    static final EdwardsPoint BASE = new EdwardsPoint(
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            new BigInteger("46316835694926478169428394003475163141307993866256225615783033603165251855960"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    /** A point of order 8. */
    private static final EdwardsPoint EIGHTH = new EdwardsPoint(
            new BigInteger("14399317868200118260347934320527232580618823971194345261214217575416788799818"),
            new BigInteger("55188659117513257062467267217118295137698188065244968500265048394206261417927"));

    /** The eight points whose order divides 8, the neutral one first. */
    static List<EdwardsPoint> ofSmallOrder() {
        return IntStream.range(0, 8)
                .mapToObj(i -> EIGHTH.times(BigInteger.valueOf(i)))
                .toList();
    }

    EdwardsPoint plus(EdwardsPoint that) {
        BigInteger product =
                D.multiply(x).multiply(that.x).multiply(y).multiply(that.y).mod(P);
        BigInteger newX = x.multiply(that.y).add(y.multiply(that.x));
        BigInteger newY = y.multiply(that.y).add(x.multiply(that.x));
        return new EdwardsPoint(
                newX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                newY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }

    EdwardsPoint times(BigInteger factor) {
        EdwardsPoint sum = NEUTRAL;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            sum = factor.testBit(bit) ? sum.plus(this) : sum;
        }
        return sum;
    }

    EdwardsPoint minus(EdwardsPoint that) {
        return plus(new EdwardsPoint(P.subtract(that.x).mod(P), that.y));
    }

    /** The 32 bytes of section 5.1.2. */
    byte[] encoded() {
        byte[] bytes = littleEndian(y);
        bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
        return bytes;
    }

    static byte[] littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
