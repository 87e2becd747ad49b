package org.touchmark.domain.trust;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes {@code vectors/ed25519.txt}: signatures whose key A or whose R has a part of small order, or is one of small order, or is
 * spelt in a second way, so that verifiers differ. The kinds are those of C2SP's set, CCTV/ed25519 at commit 3d004c6
 * (github.com/C2SP/CCTV/tree/3d004c6fdd0845a414c3a1339c5cf58751fea423/ed25519); its vectors are others. All satisfy the
 * equation multiplied by 8 (ZIP 215), unless their last word says otherwise. Columns: key, signature, message, verdict of
 * Touchmark's rule, what is the matter.
 */
final class Ed25519Vectors {
    private static final String MESSAGE = "touchmark ed25519 ";
    private static final BigInteger A =
            new BigInteger("6e5a5bf5c0a0f4b7cf1b9ffb9c6f1a0c6a7e34b5fd1c3f0a97f36d25a1f7c2d1", 16).mod(EdwardsPoint.L);
    private static final BigInteger R =
            new BigInteger("2d9b1c7ea4f05d3386c1e0bb7a4410f2905ce3d8f76b12a4ce0d5b83916f27e5", 16).mod(EdwardsPoint.L);

    private Ed25519Vectors() {}

    /** Writes the file anew. */
    public static void main(String[] arguments) throws Exception {
        Files.writeString(Path.of(arguments[0]), String.join("\n", lines()) + "\n");
    }

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# key signature message(hex) verdict what; made by Ed25519Vectors");
        List<EdwardsPoint> small = EdwardsPoint.ofSmallOrder();
        for (BigInteger a : List.of(BigInteger.ZERO, A)) {
            for (int i = 0; i < small.size(); i++) {
                for (BigInteger r : List.of(BigInteger.ZERO, R)) {
                    for (int j = 0; j < small.size(); j++) {
                        lines.add(mixed(a, i, r, j, small, lines.size()));
                    }
                }
            }
        }
        for (int times = 0; times < 24; times++) {
            // Clean key, R with each part: for some messages a verifier that multiplies by an even number accepts
            // these.
            lines.add(mixed(A, 0, R.add(BigInteger.valueOf(times)), 1 + times % 7, small, 1_000 + times));
            lines.add(mixed(A, 0, R.add(BigInteger.valueOf(times)), 0, small, 2_000 + times));
        }
        secondSpellings(lines);
        largeScalars(lines, small);
        return lines;
    }

    private static String mixed(
            BigInteger a, int partOfA, BigInteger r, int partOfR, List<EdwardsPoint> small, int number) {
        EdwardsPoint key = EdwardsPoint.BASE.times(a).plus(small.get(partOfA));
        EdwardsPoint nonce = EdwardsPoint.BASE.times(r).plus(small.get(partOfR));
        byte[] message = (MESSAGE + number).getBytes(StandardCharsets.US_ASCII);
        BigInteger k = challenge(nonce.encoded(), key.encoded(), message);
        BigInteger s = r.add(k.multiply(a)).mod(EdwardsPoint.L);
        boolean residue = !EdwardsPoint.BASE.times(s).minus(key.times(k)).equals(nonce);
        boolean good = partOfA == 0 && partOfR == 0 && a.signum() > 0 && r.signum() > 0;
        String what = (a.signum() == 0 ? "A-small" : "A") + "+" + partOfA + "/8," + (r.signum() == 0 ? "R-small" : "R")
                + "+" + partOfR + "/8" + (residue ? ",residue" : "");
        return line(key.encoded(), nonce.encoded(), s, message, good, what);
    }

    private static void secondSpellings(List<String> lines) {
        EdwardsPoint key = EdwardsPoint.BASE.times(A);
        EdwardsPoint nonce = EdwardsPoint.BASE.times(R);
        List<String> spellings = List.of(
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
        for (String spelling : spellings) {
            byte[] bytes = HexFormat.of().parseHex(spelling);
            byte[] message = (MESSAGE + spelling).getBytes(StandardCharsets.US_ASCII);
            BigInteger withKey = challenge(nonce.encoded(), bytes, message);
            lines.add(line(
                    bytes, nonce.encoded(), R, message, false, "A-second-spelling,k=" + withKey.mod(BigInteger.TEN)));
            BigInteger k = challenge(bytes, key.encoded(), message);
            lines.add(
                    line(key.encoded(), bytes, k.multiply(A).mod(EdwardsPoint.L), message, false, "R-second-spelling"));
        }
    }

    private static void largeScalars(List<String> lines, List<EdwardsPoint> small) {
        String good = mixed(A, 0, R, 0, small, 7);
        String[] parts = good.split(" ", -1);
        byte[] signature = HexFormat.of().parseHex(parts[1]);
        BigInteger s = BigInteger.ZERO;
        for (int i = 63; i >= 32; i--) {
            s = s.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
        }
        for (int times = 1; times < 15; times++) {
            BigInteger large = s.add(EdwardsPoint.L.multiply(BigInteger.valueOf(times)));
            lines.add(parts[0] + " " + parts[1].substring(0, 64)
                    + HexFormat.of().formatHex(EdwardsPoint.littleEndian(large)) + " " + parts[2] + " refused s+"
                    + times
                    + "L");
        }
        lines.add(good);
    }

    private static String line(byte[] key, byte[] nonce, BigInteger s, byte[] message, boolean good, String what) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(key) + " " + hex.formatHex(nonce) + hex.formatHex(EdwardsPoint.littleEndian(s)) + " "
                + hex.formatHex(message) + " " + (good ? "good" : "refused") + " " + what;
    }

    private static BigInteger challenge(byte[] nonce, byte[] key, byte[] message) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-512");
            sha.update(nonce);
            sha.update(key);
            byte[] digest = sha.digest(message);
            BigInteger value = BigInteger.ZERO;
            for (int i = digest.length - 1; i >= 0; i--) {
                value = value.shiftLeft(8).or(BigInteger.valueOf(digest[i] & 0xff));
            }
            return value.mod(EdwardsPoint.L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
