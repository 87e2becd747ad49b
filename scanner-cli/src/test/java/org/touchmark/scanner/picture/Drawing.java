package org.touchmark.scanner.picture;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ConvolveOp;
import java.awt.image.DataBuffer;
import java.awt.image.Kernel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A sheet of paper to put QR codes on, and what cameras do to it. */
public final class Drawing {

    private final BufferedImage sheet;

    private Drawing(BufferedImage sheet) {
        this.sheet = sheet;
    }

    public static Drawing sheet(int width, int height) {
        return new Drawing(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)).filled(Color.WHITE);
    }

    /** A sheet that one code fills, with its quiet zone. */
    public static Drawing ofCode(String text, int modulePixels) {
        BitMatrix matrix = encode(text);
        return sheet((matrix.getWidth() + 8) * modulePixels, (matrix.getHeight() + 8) * modulePixels)
                .code(text, 4 * modulePixels, 4 * modulePixels, modulePixels);
    }

    Drawing filled(Color colour) {
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        pen.dispose();
        return this;
    }

    /** Puts a code's upper left module at a place. */
    public Drawing code(String text, int left, int top, int modulePixels) {
        BitMatrix matrix = encode(text);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.BLACK);
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                if (matrix.get(x, y)) {
                    pen.fillRect(left + x * modulePixels, top + y * modulePixels, modulePixels, modulePixels);
                }
            }
        }
        pen.dispose();
        return this;
    }

    Drawing square(int left, int top, int side, Color colour) {
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(colour);
        pen.fillRect(left, top, side, side);
        pen.dispose();
        return this;
    }

    /** Puts the mark that stands in three corners of a code. */
    Drawing finderPattern(int left, int top, int modulePixels) {
        Graphics2D pen = sheet.createGraphics();
        for (int ring = 0; ring < 3; ring++) {
            int side = 7 - 2 * ring;
            pen.setColor(ring == 1 ? Color.WHITE : Color.BLACK);
            pen.fillRect(
                    left + ring * modulePixels, top + ring * modulePixels, side * modulePixels, side * modulePixels);
        }
        pen.dispose();
        return this;
    }

    private static BitMatrix encode(String text) {
        Map<EncodeHintType, Object> hints =
                Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 0);
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds " + text, e);
        }
    }

    Drawing turned(double degrees) {
        int side = (int) Math.ceil(Math.hypot(sheet.getWidth(), sheet.getHeight()));
        Drawing turned = sheet(side, side);
        AffineTransform turn = AffineTransform.getTranslateInstance(side / 2.0, side / 2.0);
        turn.rotate(Math.toRadians(degrees));
        turn.translate(-sheet.getWidth() / 2.0, -sheet.getHeight() / 2.0);
        Graphics2D pen = turned.sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(sheet, turn, null);
        pen.dispose();
        return turned;
    }

    Drawing blurred(int size) {
        float[] weights = new float[size * size];
        Arrays.fill(weights, 1f / weights.length);
        BufferedImage blurred =
                new ConvolveOp(new Kernel(size, size, weights), ConvolveOp.EDGE_NO_OP, null).filter(sheet, null);
        return new Drawing(blurred);
    }

    Drawing noisy(double deviation, long seed) {
        Random random = new Random(seed);
        return eachPixel((x, y, gray) -> (int) (gray + random.nextGaussian() * deviation));
    }

    Drawing inverted() {
        return eachPixel((x, y, gray) -> 0xFF - gray);
    }

    /** Light from the left: black there is as bright as white is on the right. */
    Drawing litFromTheLeft() {
        return eachPixel((x, y, gray) -> (int) ((gray * 0.5 + 100) * (1.1 - 0.8 * x / sheet.getWidth())));
    }

    /** Seen from the side: the right edge is smaller than the left by this part. */
    Drawing fromTheSide(double part) {
        BufferedImage from = sheet;
        double width = from.getWidth();
        double height = from.getHeight();
        return sheet(from.getWidth(), from.getHeight()).eachPixel((x, y, gray) -> {
            double scale = 1 - part * x / width;
            double sourceY = (y - height / 2) / scale + height / 2;
            double sourceX = x * (1 - part / 2) / (1 - part * x / width);
            boolean inside = sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height;
            return inside ? from.getRGB((int) sourceX, (int) sourceY) & 0xFF : 0xFF;
        });
    }

    private interface Shade {
        int of(int x, int y, int gray);
    }

    private Drawing eachPixel(Shade shade) {
        BufferedImage changed = new BufferedImage(sheet.getWidth(), sheet.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                int gray = Math.max(0, Math.min(0xFF, shade.of(x, y, sheet.getRGB(x, y) & 0xFF)));
                changed.setRGB(x, y, gray * 0x010101);
            }
        }
        return new Drawing(changed);
    }

    /** The same picture in another of the colour models that files come in. */
    Drawing as(int imageType) {
        BufferedImage converted = new BufferedImage(sheet.getWidth(), sheet.getHeight(), imageType);
        Graphics2D pen = converted.createGraphics();
        pen.drawImage(sheet, 0, 0, null);
        pen.dispose();
        return new Drawing(converted);
    }

    /** Black ink on a transparent ground, whose colour, if one could see it, is black too. */
    Drawing onTransparentGround() {
        return onTransparentGround(Color.BLACK);
    }

    /** What is dark in an ink, and what is light transparent. */
    Drawing onTransparentGround(Color ink) {
        BufferedImage drawn = new BufferedImage(sheet.getWidth(), sheet.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                drawn.setRGB(x, y, (sheet.getRGB(x, y) & 0xFF) < 0x80 ? ink.getRGB() : 0);
            }
        }
        return new Drawing(drawn);
    }

    /** This drawing with another on it, whose upper left corner is given. */
    Drawing with(Drawing other, int left, int top) {
        Graphics2D pen = sheet.createGraphics();
        pen.drawImage(other.sheet, left, top, null);
        pen.dispose();
        return this;
    }

    /** A sheet that nothing is on, not even white. */
    static Drawing transparentSheet(int width, int height) {
        return new Drawing(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    /** The same picture in colours of sixteen bits, as scanners for photographers make them. */
    Drawing inSixteenBits() {
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster samples = colours.createCompatibleWritableRaster(sheet.getWidth(), sheet.getHeight());
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                int sample = (sheet.getRGB(x, y) & 0xFF) * 0x101;
                samples.setPixel(x, y, new int[] {sample, sample, sample, 0xFFFF});
            }
        }
        return new Drawing(new BufferedImage(colours, samples, false, null));
    }

    BufferedImage image() {
        return sheet;
    }

    /** Writes a PNG that is coarse first and gets finer. */
    Path saveInterlaced(Path file) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(sheet, null, null), parameters);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
    }

    /** Writes the picture; the format is the file's ending. */
    public Path save(Path file) {
        String name = file.getFileName().toString();
        try {
            if (!ImageIO.write(sheet, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
                throw new IllegalArgumentException("no writer for " + name);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
