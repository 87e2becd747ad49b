package org.touchmark.domain.unit;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.LabelSecret;

/**
 * What the ledger knows a unit by: the first 16 bytes of SHA-256 over {@code touchmark/unit/v1}, GTIN, serial, and the
 * label secret or nothing. Ordered as unsigned bytes. Held as two longs, since batches have millions.
 *
 * @param high bytes 0 to 7, big-endian
 * @param low bytes 8 to 15, big-endian
 */
public record UnitDigest(long high, long low) implements Comparable<UnitDigest> {
    /** Bytes of a digest. */
    public static final int LENGTH = 16;

    /** The digest of one unit; {@link UnitDigester} is for many. */
    public static UnitDigest of(Gtin gtin, SerialNumber serial, @Nullable LabelSecret secret) {
        return new UnitDigester(gtin).digest(serial, secret);
    }

    /** The digest of one unit; {@link UnitDigester} is for many. */
    public static UnitDigest of(UnitId unit, @Nullable LabelSecret secret) {
        return of(unit.gtin(), unit.serial(), secret);
    }

    /** The digest whose 16 bytes stand at {@code from}. */
    public static UnitDigest read(byte[] bytes, int from) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, LENGTH);
        return new UnitDigest(buffer.getLong(), buffer.getLong());
    }

    /** Reads 32 lower-case hexadecimal digits. */
    public static UnitDigest parse(String hex) {
        return read(Encodings.hex("unit digest", hex, LENGTH), 0);
    }

    /** Writes the 16 bytes into {@code out} at {@code at}. */
    public void write(byte[] out, int at) {
        ByteBuffer.wrap(out, at, LENGTH).putLong(high).putLong(low);
    }

    public byte[] toBytes() {
        byte[] out = new byte[LENGTH];
        write(out, 0);
        return out;
    }

    /** The first 4 bytes as an unsigned number: what a page is computed from. */
    public long bucket() {
        return high >>> 32;
    }

    /** 32 lower-case hexadecimal digits. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    @Override
    public int compareTo(UnitDigest other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return hex();
    }
}
