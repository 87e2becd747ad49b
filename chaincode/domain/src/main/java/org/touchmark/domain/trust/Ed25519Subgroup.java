package org.touchmark.domain.trust;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether points of Ed25519's curve are in the subgroup of prime order L, that is, have no part of small order.
 *
 * <p>The curve's group is cyclic of order 8 L, so the subgroup is what can be halved three times. Halving is done on the
 * Montgomery form v^2 = u^3 + A u^2 + u (RFC 7748 section 4.1), u = (1 + y) / (1 - y), where with 2 Q = P: u(P) is a square,
 * t = u(Q) + 1/u(Q) = 2 (u + z) with z = sqrt(u^2 + A u + 1) of either sign, of which one belongs to a point Q; there t + A is
 * a square. u(Q) is one exactly if t + 2 is, for the sign for which t + A is; and (t + A) (t + 2) is a square for both signs or
 * for none, since (t1 + A) (t2 + A) = A^2 - 4 and (t1 + 2) (t2 + 2) = 4 u (2 - A) are no squares. So a third of the work of a
 * multiplication by L decides it. (Compare T. Pornin, Point-Halving and Subgroup Membership in Twisted Edwards Curves, ePrint
 * 2022/1164.)
 */
final class Ed25519Subgroup {
    private static final BigInteger P = Ed25519Encodings.PRIME;
    private static final BigInteger A = BigInteger.valueOf(486_662);
    private static final BigInteger SQUARE_EXPONENT = P.shiftRight(1);
    private static final BigInteger ROOT_EXPONENT = P.add(BigInteger.valueOf(3)).shiftRight(3);
    private static final BigInteger ROOT_OF_MINUS_ONE = BigInteger.TWO.modPow(P.shiftRight(2), P);

    private Ed25519Subgroup() {}

    /** Whether the two points of a y, below p and of no point of small order, are on the curve and in the subgroup. */
    static boolean contains(BigInteger y) {
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(P))
                .mod(P);
        BigInteger z = root(u.multiply(u.add(A)).add(BigInteger.ONE));
        if (z == null) {
            return false;
        }
        BigInteger t = u.add(z).shiftLeft(1);
        BigInteger g = root(t.add(A));
        if (g == null) {
            t = u.subtract(z).shiftLeft(1);
            g = root(t.add(A));
        }
        BigInteger sum = root(t.add(BigInteger.TWO));
        BigInteger difference = root(t.subtract(BigInteger.TWO));
        if (g == null || sum == null || difference == null) {
            return false;
        }
        // s = sqrt(u(Q)), from s + 1/s and s - 1/s; then z(Q) = s g, and the same once more.
        BigInteger s = half(sum.add(difference));
        BigInteger next = s.multiply(s.add(g)).shiftLeft(1).mod(P);
        return isSquare(next.add(A).multiply(next.add(BigInteger.TWO)));
    }

    private static BigInteger half(BigInteger value) {
        BigInteger reduced = value.mod(P);
        return (reduced.testBit(0) ? reduced.add(P) : reduced).shiftRight(1);
    }

    private static boolean isSquare(BigInteger value) {
        return value.modPow(SQUARE_EXPONENT, P).equals(BigInteger.ONE);
    }

    /** A square root as p = 5 mod 8 allows (RFC 8032 section 5.1.3); null where there is none. */
    private static @Nullable BigInteger root(BigInteger value) {
        BigInteger square = value.mod(P);
        BigInteger root = square.modPow(ROOT_EXPONENT, P);
        BigInteger found = root.multiply(root).mod(P);
        if (found.equals(square)) {
            return root;
        }
        return found.equals(P.subtract(square))
                ? root.multiply(ROOT_OF_MINUS_ONE).mod(P)
                : null;
    }
}
