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
        // Serials are ASCII, checked when they are made, so that their length in bytes is their length.
        byte[] serialBytes = serial.value().getBytes(StandardCharsets.US_ASCII);
        byte[] secretBytes = secret == null ? new byte[0] : secret.value().toArray();
        int end = field(secretBytes, field(serialBytes, serialAt));
        sha.update(input, 0, end);
        sha.finish(hash, 0);
        return UnitDigest.read(hash, 0);
    }

    /** Writes a field of less than 256 bytes and says where it ends. */
    private int field(byte[] value, int at) {
        input[at + Integer.BYTES - 1] = (byte) value.length;
        input[at] = 0;
        input[at + 1] = 0;
        input[at + 2] = 0;
        System.arraycopy(value, 0, input, at + Integer.BYTES, value.length);
        return at + Integer.BYTES + value.length;
    }
}
