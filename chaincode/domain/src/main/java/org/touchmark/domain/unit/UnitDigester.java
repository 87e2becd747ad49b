package org.touchmark.domain.unit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelSecret;

/** Digests of many units of one GTIN, a million in about a second. For one thread. */
public final class UnitDigester {
    static final String DOMAIN = "touchmark/unit/v1";

    private final Sha256 sha = new Sha256();
    private final byte[] hash = new byte[Sha256.LENGTH];
    /** The encoding of {@link SignedBytes}: the purpose and GTIN, which stay, then serial and secret, written anew. */
    private final byte[] input;

    private final int serialAt;

    public UnitDigester(Gtin gtin) {
        byte[] prefix = SignedBytes.of(DOMAIN).text(gtin.digits()).toBytes();
        serialAt = prefix.length;
        input = new byte[serialAt + 2 * Integer.BYTES + SerialNumber.MAX_LENGTH + LabelSecret.LENGTH];
        System.arraycopy(prefix, 0, input, 0, serialAt);
    }

    /** The digest of the unit with this serial and, where its label has one, this secret. */
    public UnitDigest digest(SerialNumber serial, @Nullable LabelSecret secret) {
        byte[] serialBytes = serial.value().getBytes(StandardCharsets.US_ASCII);
        byte[] secretBytes = secret == null ? new byte[0] : secret.value().toArray();
        return digest(serialBytes, 0, serialBytes.length, secretBytes);
    }

    /**
     * The digest of a unit whose serial stands in a longer array.
     *
     * @param serials holds the bytes of a {@link SerialNumber}, which are ASCII and not checked again
     * @param from where they begin
     * @param length how many they are
     * @param secret the label's secret as {@link LabelSecret.Deriver} gives it; empty where it has none
     */
    public UnitDigest digest(byte[] serials, int from, int length, byte[] secret) {
        int end = field(secret, 0, secret.length, field(serials, from, length, serialAt));
        sha.update(input, 0, end);
        sha.finish(hash, 0);
        return UnitDigest.read(hash, 0);
    }

    /** Writes a field of less than 256 bytes and says where it ends. */
    private int field(byte[] value, int from, int length, int at) {
        input[at + Integer.BYTES - 1] = (byte) length;
        input[at] = 0;
        input[at + 1] = 0;
        input[at + 2] = 0;
        System.arraycopy(value, from, input, at + Integer.BYTES, length);
        return at + Integer.BYTES + length;
    }
}
