package org.touchmark.scanner.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG file put together chunk by chunk, as no honest program writes it. */
public final class PngFile {

    /** Kinds of pixels (ISO/IEC 15948, table 11.1). */
    static final int GRAY = 0;

    static final int RED_GREEN_BLUE = 2;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private PngFile() {}

    /** A file that begins with these bytes, and goes on with chunks. */
    static PngFile startingWith(byte[] start) {
        PngFile png = new PngFile();
        png.file.writeBytes(start);
        return png;
    }

    /** A header; what it says of the size need not be so. */
    static PngFile header(int width, int height, int bits, int kind) {
        ByteBuffer content = ByteBuffer.allocate(13).putInt(width).putInt(height);
        return startingWith(SIGNATURE)
                .chunk("IHDR", content.put((byte) bits).put((byte) kind).array());
    }

    /** A white picture of one bit a pixel, of any size in hardly a byte a row. */
    public static byte[] white(int width, int height) {
        byte[] row = new byte[1 + (width + 7) / 8];
        Arrays.fill(row, 1, row.length, (byte) 0xFF);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                rows.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header(width, height, 1, GRAY)
                .chunk("IDAT", packed.toByteArray())
                .end();
    }

    PngFile chunk(String type, byte[] content) {
        ByteBuffer framed = ByteBuffer.allocate(4 + content.length);
        framed.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        CRC32 sum = new CRC32();
        sum.update(framed.array());
        try {
            DataOutputStream out = new DataOutputStream(file);
            out.writeInt(content.length);
            out.write(framed.array());
            out.writeInt((int) sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The file, with chunks that are there already. */
    byte[] with(byte[] rest) {
        file.writeBytes(rest);
        return file.toByteArray();
    }

    /** The file, with the chunk that ends it. */
    byte[] end() {
        return chunk("IEND", new byte[0]).file.toByteArray();
    }
}
