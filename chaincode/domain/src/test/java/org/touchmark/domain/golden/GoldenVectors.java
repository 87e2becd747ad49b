package org.touchmark.domain.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.trust.Ed25519Signatures;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Makes the golden vectors: what each canonical encoding is for fixed input, so that a change of one byte shows, and so that
 * an implementation in another language has something to compare with. Lines are {@code name = value}; values are
 * hexadecimal unless they are text by nature. Ed25519 is deterministic, so that signatures are fixed too.
 *
 * <p>To write them anew, once the tests are compiled: {@code java -cp target/classes:target/test-classes
 * org.touchmark.domain.golden.GoldenVectors src/test/resources/vectors}.
 */
public final class GoldenVectors {
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final Gln GLN = new Gln("9506000000008");
    private static final SerialNumber SERIAL = new SerialNumber("7K3M9QX2T5V8B1N4R6W0");
    private static final SerialNumber PLANT_NUMBER = new SerialNumber("WCH-0042/%a");

    /** RFC 8032 section 7.1, test 1. */
    private static final String LABEL_KEY = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String LABEL_PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private GoldenVectors() {}

    /** Writes every file into a folder. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> file : all().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Every file's lines by its name. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> files = new TreeMap<>();
        files.put("canonical-json.txt", canonicalJson());
        files.put("signed-bytes.txt", signedBytes());
        files.put("unit-digest.txt", unitDigests());
        files.put("label.txt", labels());
        files.put("merkle.txt", merkle());
        files.put("ledger.txt", LedgerVectors.lines());
        return files;
    }

    private static List<String> canonicalJson() {
        JsonObject object = JsonObject.builder()
                .put("z", "\u20ac$\u000f\nA'B\"\\/\u007f\ud83d\ude00")
                .put("\ufb33", 0)
                .put("\ud83d\ude00", -9007199254740991L)
                .put("", true)
                .putTexts("list", List.of("b", "a"))
                .put("object", JsonObject.builder().build())
                .build();
        byte[] bytes = CanonicalJson.bytes(object);
        return List.of("utf8 = " + Encodings.hex(bytes));
    }

    private static List<String> signedBytes() {
        SignedBytes bytes = SignedBytes.of("touchmark/example/v1")
                .text("\u00e4\ud83d\ude00")
                .textOrEmpty(null)
                .number(0)
                .number(1_800_000_000_000L)
                .number(-1)
                .bytes(new byte[] {0, (byte) 0xff});
        return List.of("bytes = " + Encodings.hex(bytes.toBytes()), "sha256 = " + bytes.sha256());
    }

    private static List<String> unitDigests() {
        LabelSecret secret = LabelSecret.derive(batchKey(), GTIN, PLANT_NUMBER);
        return List.of(
                "gtin = " + GTIN,
                "serial = " + SERIAL,
                "digest = " + UnitDigest.of(GTIN, SERIAL, null),
                "batchKey = " + batchKey(),
                "plantNumber = " + PLANT_NUMBER,
                "secret = " + secret.value(),
                "digestWithSecret = " + UnitDigest.of(GTIN, PLANT_NUMBER, secret));
    }

    private static List<String> labels() {
        Bytes publicKey = Bytes.fromHex("public key", LABEL_PUBLIC_KEY, 32);
        LabelKeyId keyId = LabelKeyId.of(publicKey);
        Instant validFrom = Instant.ofEpochMilli(1_800_000_000_000L);
        List<String> lines = new ArrayList<>(List.of(
                "privateKey = " + LABEL_KEY,
                "publicKey = " + publicKey,
                "keyId = " + keyId,
                "keyClaim = " + Encodings.hex(LabelKey.claim("touchmark", GLN, publicKey, validFrom))));
        LabelSecret secret = LabelSecret.derive(batchKey(), GTIN, PLANT_NUMBER);
        Map<String, LabelClaim> claims = new TreeMap<>(Map.of(
                "made", new LabelClaim(GTIN, new Lot("L-2026/1"), SERIAL, new Gs1Date("311200"), null),
                "brought", new LabelClaim(GTIN, new Lot("L-2026/1"), PLANT_NUMBER, null, secret)));
        claims.forEach((name, claim) -> {
            var proof = claim.sign(
                    keyId, Ed25519Signatures.with(Security.getProvider("SunEC")).signer(labelKey()));
            lines.add(name + ".claim = " + Encodings.hex(claim.signedBytes()));
            lines.add(name + ".tm = " + proof.encode());
            lines.add(name + ".uri = "
                    + DigitalLink.signed(LabelOrigin.parse("id.aurelia.example"), claim, proof)
                            .uri());
        });
        lines.add("compact.uri = "
                + DigitalLink.compact(
                                LabelOrigin.parse("id.aurelia.example"),
                                claims.get("made").unit())
                        .uri());
        return Collections.unmodifiableList(lines);
    }

    private static List<String> merkle() {
        List<byte[]> leaves = IntStream.range(0, 7)
                .mapToObj(i -> HexFormat.of().parseHex("ab".repeat(i)))
                .toList();
        MerkleTree tree = MerkleTree.of(leaves);
        List<String> lines = new ArrayList<>(List.of("size = 7", "leaf(i) = i bytes ab", "root = " + tree.root()));
        for (int i = 0; i < leaves.size(); i++) {
            InclusionProof proof = tree.proof(i);
            lines.add("proof" + i + " = " + CanonicalJson.write(proof.toJson()));
        }
        return Collections.unmodifiableList(lines);
    }

    private static Bytes batchKey() {
        byte[] key = new byte[LabelSecret.BATCH_KEY_LENGTH];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return Bytes.of(key);
    }

    private static PrivateKey labelKey() {
        try {
            byte[] pkcs8 = HexFormat.of().parseHex("302e020100300506032b657004220420" + LABEL_KEY);
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a file among the test resources. */
    static List<String> stored(String name) {
        try (var in = GoldenVectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
