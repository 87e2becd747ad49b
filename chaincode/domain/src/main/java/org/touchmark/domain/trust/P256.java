package org.touchmark.domain.trust;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The curve secp256r1 (SEC 2 section 2.4.2), the only one that parties sign with. */
final class P256 {
    static final BigInteger PRIME = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    static final BigInteger ORDER = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static final BigInteger B = hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private static final ECPoint GENERATOR = new ECPoint(
            hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
            hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    private P256() {}

    /** Whether a key is of this curve and its point lies on it. */
    static boolean isOnCurve(PublicKey key) {
        return key instanceof ECPublicKey ec && isCurve(ec.getParams()) && isPoint(ec.getW());
    }

    private static boolean isCurve(ECParameterSpec params) {
        return params.getCurve().getField() instanceof ECFieldFp field
                && field.getP().equals(PRIME)
                && params.getCurve().getB().equals(B)
                && params.getOrder().equals(ORDER)
                && params.getCofactor() == 1
                && params.getGenerator().equals(GENERATOR);
    }

    private static boolean isPoint(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY) || !inField(point.getAffineX()) || !inField(point.getAffineY())) {
            return false;
        }
        BigInteger x = point.getAffineX();
        BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B);
        return point.getAffineY().pow(2).subtract(right).mod(PRIME).signum() == 0;
    }

    private static boolean inField(BigInteger coordinate) {
        return coordinate.signum() >= 0 && coordinate.compareTo(PRIME) < 0;
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }
}
