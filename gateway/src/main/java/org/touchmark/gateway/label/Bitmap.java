package org.touchmark.gateway.label;

import java.util.Arrays;

/** A picture of black and white pixels, white at first. */
final class Bitmap {
    private final int width;
    private final int height;
    private final byte[] rows;
    private final int rowBytes;

    Bitmap(int width, int height) {
        this.width = width;
        this.height = height;
        this.rowBytes = (width + 7) / 8;
        this.rows = new byte[rowBytes * height];
        Arrays.fill(rows, (byte) 0xff);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Blackens a square of pixels. */
    void blacken(int left, int top, int side) {
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                rows[y * rowBytes + (x >> 3)] &= (byte) ~(0x80 >> (x & 7));
            }
        }
    }

    /** The rows as PNG wants them: each after a filter byte of 0, one bit a pixel, 1 for white. */
    byte[] filteredRows() {
        byte[] filtered = new byte[(rowBytes + 1) * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(rows, y * rowBytes, filtered, y * (rowBytes + 1) + 1, rowBytes);
        }
        return filtered;
    }
}
