package org.touchmark.domain.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelProof;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.domain.trust.TestAuthority;
import org.touchmark.domain.unit.UnitDigest;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GoldenVectorsTest {
    static Stream<Map.Entry<String, List<String>>> files() {
        return GoldenVectors.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_encoding_is_what_it_was(Map.Entry<String, List<String>> file) {
        assertThat(file.getValue()).isNotEmpty().isEqualTo(GoldenVectors.stored(file.getKey()));
    }

    @Test
    void the_stored_labels_read_back_and_verify() throws MalformedCodeException {
        Bytes publicKey = Bytes.fromHex("key", value("label.txt", "publicKey"), 32);
        for (String name : List.of("made", "brought")) {
            DigitalLink link = DigitalLink.parse(value("label.txt", name + ".uri"));
            LabelProof proof = LabelProof.parse(value("label.txt", name + ".tm"));

            assertThat(link.proof()).isEqualTo(proof);
            assertThat(link.claim().signedBytes())
                    .isEqualTo(HexFormat.of().parseHex(value("label.txt", name + ".claim")));
            assertThat(Ed25519Signatures.with(TestAuthority.BOUNCY_CASTLE)
                            .verifies(
                                    publicKey,
                                    link.claim().signedBytes(),
                                    proof.signature().toArray()))
                    .isTrue();
        }
    }

    @Test
    void the_stored_digests_are_those_of_the_stored_labels() throws MalformedCodeException {
        UnitId made = DigitalLink.parse(value("label.txt", "compact.uri")).unit();
        DigitalLink brought = DigitalLink.parse(value("label.txt", "brought.uri"));

        assertThat(UnitDigest.of(made, null)).hasToString(value("unit-digest.txt", "digest"));
        assertThat(UnitDigest.of(brought.unit(), brought.secret()))
                .hasToString(value("unit-digest.txt", "digestWithSecret"));
    }

    @Test
    void the_root_of_a_consignment_is_over_the_stored_leaves() {
        MerkleTree tree = MerkleTree.of(LedgerVectors.leaves());

        assertThat(LedgerVectors.consignment().root().root()).isEqualTo(tree.root());
        assertThat(HexFormat.of().formatHex(LedgerVectors.leaves().get(3)))
                .isEqualTo(value("ledger.txt", "consignmentLeafOfContainer"));
    }

    private static String value(String file, String name) {
        return GoldenVectors.stored(file).stream()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElseThrow();
    }
}
