package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG files put together segment by segment, as no honest program writes them. */
final class JpegFile {

    private static final int SEGMENTS_START = 2;

    private JpegFile() {}

    /** A picture as a camera writes it, in several scans if asked. */
    static byte[] of(BufferedImage picture, int progressiveMode) {
        return written(new IIOImage(picture, null, null), progressiveMode);
    }

    private static byte[] written(IIOImage picture, int progressiveMode) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(stream);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressiveMode);
            writer.write(null, picture, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** A picture in four inks of which only black is used, by Adobe's rules: each number is the paper that is left. */
    static byte[] ofFourInks(BufferedImage picture, int adobeTransform) {
        // Brightness and differences say that of the inverted colours: no ink is a brightness of 0, without a hue.
        int[] noInk = adobeTransform == 2 ? new int[] {0, 128, 128} : new int[] {255, 255, 255};
        WritableRaster inks =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, picture.getWidth(), picture.getHeight(), 4, null);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int paper = picture.getRGB(x, y) & 0xFF;
                inks.setPixel(x, y, new int[] {noInk[0], noInk[1], noInk[2], paper});
            }
        }
        byte[] file = written(new IIOImage(inks, null, null), ImageWriteParam.MODE_DISABLED);
        byte[] content = "Adobe\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
        content[6] = 100;
        content[11] = (byte) adobeTransform;
        return withSegment(file, 0xEE, content);
    }

    /** The file with one more segment at its beginning. */
    static byte[] withSegment(byte[] file, int marker, byte[] content) {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(file, 0, SEGMENTS_START);
        segment(longer, marker, content);
        longer.write(file, SEGMENTS_START, file.length - SEGMENTS_START);
        return longer.toByteArray();
    }

    /** A picture of any size whose scans all say nothing: a few bytes each, and each drawn over the whole picture. */
    static byte[] ofEmptyScans(int width, int height, int scans) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        byte[] table = filled(65, i -> 1);
        table[0] = 0;
        segment(file, 0xDB, table);
        segment(file, 0xC2, new byte[] {
            8, (byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width, 1, 1, 0x11, 0
        });
        for (int kind : new int[] {0x00, 0x10}) {
            byte[] codes = new byte[18];
            codes[0] = (byte) kind;
            codes[1] = 1;
            segment(file, 0xC4, codes);
        }
        for (int scan = 0; scan < scans; scan++) {
            segment(file, 0xDA, new byte[] {1, 1, 0, (byte) (scan == 0 ? 0 : 1), (byte) (scan == 0 ? 0 : 63), 0});
            file.writeBytes(new byte[16]);
        }
        file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        return file.toByteArray();
    }

    private static byte[] filled(int count, IntUnaryOperator value) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) value.applyAsInt(i);
        }
        return bytes;
    }

    private static void segment(ByteArrayOutputStream file, int marker, byte[] content) {
        int length = content.length + 2;
        file.write(0xFF);
        file.write(marker);
        file.write(length >> 8);
        file.write(length);
        file.writeBytes(content);
    }
}
