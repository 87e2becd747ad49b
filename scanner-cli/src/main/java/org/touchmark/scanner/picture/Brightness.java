package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.List;
import org.touchmark.scanner.picture.JpegSegments.Inks;

/** Turns decoded pictures of any colour model into brightness: green counts half, red and blue a quarter each. */
final class Brightness {

    private static final int WHITE = 0xFF;

    private Brightness() {}

    /**
     * The brightness of each pixel. What is transparent shows the paper: a picture that is transparent somewhere is
     * given twice, on white paper and on black, for a code drawn in white ink is not seen on white.
     */
    static List<GrayPicture> of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] gray = new byte[width * height];
        if (!image.getColorModel().hasAlpha()) {
            switch (image.getType()) {
                case BufferedImage.TYPE_BYTE_GRAY -> image.getRaster().getDataElements(0, 0, width, height, gray);
                case BufferedImage.TYPE_3BYTE_BGR -> fromBlueGreenRed(image, gray);
                default -> new Rows(image).draw((at, brightness, alpha) -> gray[at] = (byte) brightness);
            }
            return List.of(new GrayPicture(width, height, gray));
        }
        byte[] onBlack = new byte[gray.length];
        boolean[] transparent = new boolean[1];
        new Rows(image).draw((at, brightness, alpha) -> {
            int light = brightness * alpha / WHITE;
            gray[at] = (byte) (light + WHITE - alpha);
            onBlack[at] = (byte) light;
            transparent[0] |= alpha < WHITE;
        });
        GrayPicture white = new GrayPicture(width, height, gray);
        return transparent[0] ? List.of(white, new GrayPicture(width, height, onBlack)) : List.of(white);
    }

    /** What photographs are, and so without a call for each pixel. */
    private static void fromBlueGreenRed(BufferedImage image, byte[] gray) {
        byte[] colours = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0, at = 0; i < gray.length; i++, at += 3) {
            gray[i] = (byte) mix(colours[at + 2] & WHITE, colours[at + 1] & WHITE, colours[at] & WHITE);
        }
    }

    private static int mix(int red, int green, int blue) {
        return (red + 2 * green + blue) / 4;
    }

    /** The brightness of a picture whose colours were not converted: of four inks, or of a first channel that counts. */
    static GrayPicture ofRaw(Raster raster, Inks inks) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        byte[] gray = new byte[width * raster.getHeight()];
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                gray[y * width + x] = (byte) (bands == 4 ? ofInks(row, at, inks) : row[at]);
            }
        }
        return new GrayPicture(width, raster.getHeight(), gray);
    }

    private static int ofInks(int[] row, int at, Inks inks) {
        int colours = (row[at] + 2 * row[at + 1] + row[at + 2]) / 4;
        int black = row[at + 3];
        return switch (inks) {
            case PLAIN -> (WHITE - colours) * (WHITE - black) / WHITE;
            case INVERTED -> colours * black / WHITE;
            case INVERTED_LUMA -> (WHITE - row[at]) * black / WHITE;
        };
    }

    /** Takes a pixel, by its place in rows. */
    private interface Pen {
        void dot(int at, int brightness, int alpha);
    }

    /** Goes over an image's samples themselves: asking for colours would bend grey through a linear colour space. */
    private static final class Rows {
        private final BufferedImage image;
        private final int bands;
        private final int[] sampleBits;

        Rows(BufferedImage image) {
            this.image = image;
            this.bands = image.getRaster().getNumBands();
            this.sampleBits = image.getColorModel().getComponentSize();
        }

        void draw(Pen pen) {
            if (image.getColorModel() instanceof IndexColorModel palette) {
                drawPalette(pen, palette);
            } else {
                drawSamples(pen);
            }
        }

        private void drawPalette(Pen pen, IndexColorModel palette) {
            int[] colours = new int[palette.getMapSize()];
            palette.getRGBs(colours);
            int width = image.getWidth();
            int[] row = new int[width];
            for (int y = 0; y < image.getHeight(); y++) {
                image.getRaster().getPixels(0, y, width, 1, row);
                for (int x = 0; x < width; x++) {
                    int argb = row[x] < colours.length ? colours[row[x]] : WHITE << 24;
                    pen.dot(y * width + x, mix(argb >> 16 & WHITE, argb >> 8 & WHITE, argb & WHITE), argb >>> 24);
                }
            }
        }

        private void drawSamples(Pen pen) {
            int width = image.getWidth();
            int[] row = new int[width * bands];
            for (int y = 0; y < image.getHeight(); y++) {
                image.getRaster().getPixels(0, y, width, 1, row);
                for (int x = 0; x < width; x++) {
                    int at = x * bands;
                    int brightness = bands < 3
                            ? sample(row, at, 0)
                            : mix(sample(row, at, 0), sample(row, at, 1), sample(row, at, 2));
                    pen.dot(y * width + x, brightness, bands % 2 == 0 ? sample(row, at, bands - 1) : WHITE);
                }
            }
        }

        /** A sample of eight bits: of sixteen the upper half. */
        private int sample(int[] row, int at, int band) {
            return sampleBits[band] > 8 ? row[at + band] >> (sampleBits[band] - 8) : row[at + band];
        }
    }
}
