package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Turns decoded pictures of any colour model into brightness. */
final class Brightness {

    private Brightness() {}

    /** The brightness of each pixel (green counts half, red and blue a quarter); what is transparent shows white. */
    static GrayPicture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] gray = new byte[width * height];
        switch (image.getType()) {
            // Not by getRGB: it would bend grey values through a linear colour space.
            case BufferedImage.TYPE_BYTE_GRAY -> image.getRaster().getDataElements(0, 0, width, height, gray);
            case BufferedImage.TYPE_3BYTE_BGR -> fromBlueGreenRed(image, gray);
            default -> fromColours(image, gray);
        }
        return new GrayPicture(width, height, gray);
    }

    private static void fromBlueGreenRed(BufferedImage image, byte[] gray) {
        byte[] colours = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0, at = 0; i < gray.length; i++, at += 3) {
            int blue = colours[at] & 0xFF;
            int green = colours[at + 1] & 0xFF;
            int red = colours[at + 2] & 0xFF;
            gray[i] = (byte) ((red + 2 * green + blue) / 4);
        }
    }

    private static void fromColours(BufferedImage image, byte[] gray) {
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                gray[y * width + x] = (byte) overWhite(row[x]);
            }
        }
    }

    private static int overWhite(int argb) {
        int alpha = argb >>> 24;
        int brightness = ((argb >> 16 & 0xFF) + 2 * (argb >> 8 & 0xFF) + (argb & 0xFF)) / 4;
        return (brightness * alpha + 0xFF * (0xFF - alpha)) / 0xFF;
    }
}
