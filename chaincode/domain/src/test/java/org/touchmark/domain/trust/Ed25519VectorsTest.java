package org.touchmark.domain.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.codec.Bytes;

/** One rule decides alike whatever provider is below it, where providers alone do not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class Ed25519VectorsTest {
    private static final List<Provider> PROVIDERS =
            List.of(TestAuthority.BOUNCY_CASTLE, Objects.requireNonNull(Security.getProvider("SunEC")));

    private record Vector(Bytes key, Bytes signature, Bytes message, boolean good, String what) {
        static Vector parse(String line) {
            String[] parts = line.split(" ", -1);
            HexFormat hex = HexFormat.of();
            return new Vector(
                    Bytes.of(hex.parseHex(parts[0])),
                    Bytes.of(hex.parseHex(parts[1])),
                    Bytes.of(hex.parseHex(parts[2])),
                    parts[3].equals("good"),
                    parts[4]);
        }
    }

    private static List<String> lines() throws IOException {
        try (var in = Ed25519VectorsTest.class.getResourceAsStream("/vectors/ed25519.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<Vector> vectors() throws IOException {
        return lines().stream().skip(1).map(Vector::parse).toList();
    }

    @Test
    void the_file_is_what_its_generator_makes() throws IOException {
        assertThat(lines()).isEqualTo(Ed25519Vectors.lines()).hasSizeGreaterThan(300);
    }

    @Test
    void every_provider_is_held_to_one_verdict() throws IOException {
        for (Provider provider : PROVIDERS) {
            Ed25519Signatures signatures = Ed25519Signatures.with(provider);
            for (Vector vector : vectors()) {
                assertThat(signatures.verifies(
                                vector.key(),
                                vector.message().toArray(),
                                vector.signature().toArray()))
                        .as("%s with %s", vector.what(), provider.getName())
                        .isEqualTo(vector.good());
            }
        }
        assertThat(vectors()).anyMatch(Vector::good);
    }

    @Test
    void a_key_with_a_part_of_small_order_is_no_key() throws IOException {
        for (Vector vector : vectors()) {
            boolean clean = vector.what().startsWith("A+0/8")
                    || vector.what().startsWith("s+")
                    || vector.what().startsWith("R-second");
            assertThat(Ed25519Signatures.isAcceptableKey(vector.key()))
                    .as(vector.what())
                    .isEqualTo(clean);
        }
    }

    @Test
    void the_points_of_small_order_are_eight_and_none_is_a_key() {
        TreeSet<String> spellings = new TreeSet<>();
        for (EdwardsPoint point : EdwardsPoint.ofSmallOrder()) {
            assertThat(point.times(BigInteger.valueOf(8))).isEqualTo(EdwardsPoint.NEUTRAL);
            assertThat(Ed25519Signatures.isAcceptableKey(Bytes.of(point.encoded())))
                    .isFalse();
            spellings.add(HexFormat.of().formatHex(point.encoded()));
        }
        assertThat(spellings).hasSize(8).contains("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    }

    @Test
    void the_subgroup_is_what_l_times_makes_neutral() {
        Random random = new Random(25519);
        List<EdwardsPoint> small = EdwardsPoint.ofSmallOrder();
        List<Integer> inside = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            EdwardsPoint clean = EdwardsPoint.BASE.times(new BigInteger(250, random));
            if (i < 2) {
                assertThat(clean.times(EdwardsPoint.L)).isEqualTo(EdwardsPoint.NEUTRAL);
                assertThat(clean.plus(small.get(4)).times(EdwardsPoint.L)).isNotEqualTo(EdwardsPoint.NEUTRAL);
            }
            for (int part = 0; part < small.size(); part++) {
                if (Ed25519Subgroup.contains(clean.plus(small.get(part)).y())) {
                    inside.add(part);
                }
            }
        }
        assertThat(inside).hasSize(40).containsOnly(0);
    }

    @Test
    void what_is_no_point_of_the_curve_is_in_no_subgroup() {
        int points = 0;
        for (int y = 2; y < 1_000; y++) {
            BigInteger value = BigInteger.valueOf(y);
            points += isOnCurve(value) ? 1 : 0;
            if (!isOnCurve(value)) {
                assertThat(Ed25519Subgroup.contains(value)).as("y = %d", y).isFalse();
            }
        }
        assertThat(points).isBetween(400, 600);
    }

    private static boolean isOnCurve(BigInteger y) {
        BigInteger square = y.multiply(y);
        BigInteger d =
                BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(EdwardsPoint.P));
        BigInteger product = square.subtract(BigInteger.ONE)
                .multiply(d.multiply(square).add(BigInteger.ONE))
                .mod(EdwardsPoint.P);
        return product.modPow(EdwardsPoint.P.shiftRight(1), EdwardsPoint.P).equals(BigInteger.ONE);
    }
}
