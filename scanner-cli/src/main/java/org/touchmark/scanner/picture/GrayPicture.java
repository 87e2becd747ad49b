package org.touchmark.scanner.picture;

import com.google.zxing.LuminanceSource;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.util.Arrays;

/** A picture as brightness alone, one byte a pixel (0 black, 255 white), with the changes of shape decoding tries. */
final class GrayPicture extends LuminanceSource {

    private static final int WHITE = 0xFF;

    private static final int MIDDLE = 0x80;

    /** How far from the middle a pixel of mean distance comes to be. */
    private static final float SPREAD = 64;

    /** Less than this is paper, not print, and is not made stronger. */
    private static final float MIN_SPREAD = 1;

    private static final float UNBLUR = 3;

    private final byte[] pixels;

    GrayPicture(int width, int height, byte[] pixels) {
        super(width, height);
        if (pixels.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "%d pixels for a picture of %d x %d".formatted(pixels.length, width, height));
        }
        this.pixels = pixels;
    }

    @Override
    public byte[] getRow(int y, byte[] row) {
        byte[] target = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
        System.arraycopy(pixels, y * getWidth(), target, 0, getWidth());
        return target;
    }

    @Override
    public byte[] getMatrix() {
        return pixels;
    }

    int pixelCount() {
        return pixels.length;
    }

    /** The part of {@code width} by {@code height} pixels whose upper left corner is given. */
    GrayPicture part(int left, int top, int width, int height) {
        byte[] part = new byte[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, (top + row) * getWidth() + left, part, row * width, width);
        }
        return new GrayPicture(width, height, part);
    }

    /** This picture at {@code 1/factor} of its width and height, each pixel the mean of those it stands for. */
    GrayPicture shrunk(int factor) {
        int width = getWidth() / factor;
        int height = getHeight() / factor;
        byte[] small = new byte[width * height];
        int[] sums = new int[width];
        int area = factor * factor;
        for (int row = 0; row < height; row++) {
            Arrays.fill(sums, 0);
            for (int line = row * factor; line < (row + 1) * factor; line++) {
                addLine(line, factor, sums);
            }
            for (int column = 0; column < width; column++) {
                small[row * width + column] = (byte) (sums[column] / area);
            }
        }
        return new GrayPicture(width, height, small);
    }

    private void addLine(int line, int factor, int[] sums) {
        int at = line * getWidth();
        for (int column = 0; column < sums.length; column++) {
            int sum = 0;
            for (int i = 0; i < factor; i++) {
                sum += pixels[at++] & WHITE;
            }
            sums[column] += sum;
        }
    }

    /**
     * This picture drawn through a transform, by bilinear interpolation; what it does not cover is white, as paper is.
     *
     * @param toNew from this picture's coordinates to the new one's; must be invertible
     */
    GrayPicture transformed(AffineTransform toNew, int width, int height) {
        AffineTransform back = inverseOf(toNew);
        byte[] drawn = new byte[width * height];
        double stepX = back.getScaleX();
        double stepY = back.getShearY();
        for (int row = 0; row < height; row++) {
            double x = back.getScaleX() * 0.5 + back.getShearX() * (row + 0.5) + back.getTranslateX() - 0.5;
            double y = back.getShearY() * 0.5 + back.getScaleY() * (row + 0.5) + back.getTranslateY() - 0.5;
            for (int column = 0; column < width; column++) {
                drawn[row * width + column] = (byte) interpolated(x, y);
                x += stepX;
                y += stepY;
            }
        }
        return new GrayPicture(width, height, drawn);
    }

    static AffineTransform inverseOf(AffineTransform transform) {
        try {
            return transform.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalArgumentException("a transform that folds the picture: " + transform, e);
        }
    }

    private int interpolated(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double lower = y - top;
        double upperRow = at(left, top) * (1 - right) + at(left + 1, top) * right;
        double lowerRow = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
        return (int) Math.round(upperRow * (1 - lower) + lowerRow * lower);
    }

    private int at(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < getWidth() && y < getHeight();
        return inside ? pixels[y * getWidth() + x] & WHITE : WHITE;
    }

    /** This picture with black and white exchanged. */
    GrayPicture inverted() {
        byte[] negative = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            negative[i] = (byte) ~pixels[i];
        }
        return new GrayPicture(getWidth(), getHeight(), negative);
    }

    /** This picture with edges made stronger: each pixel moved away from the mean of the 3 by 3 around it. */
    GrayPicture sharpened() {
        int width = getWidth();
        byte[] sharp = pixels.clone();
        for (int y = 1; y < getHeight() - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int middle = y * width + x;
                int sum = sumOfThree(middle - width) + sumOfThree(middle) + sumOfThree(middle + width);
                int value = pixels[middle] & WHITE;
                sharp[middle] = (byte) Math.max(0, Math.min(WHITE, value + 2 * (value - sum / 9)));
            }
        }
        return new GrayPicture(width, getHeight(), sharp);
    }

    private int sumOfThree(int middle) {
        return (pixels[middle - 1] & WHITE) + (pixels[middle] & WHITE) + (pixels[middle + 1] & WHITE);
    }

    /** This picture with each pixel the mean of the square around it, {@code 2 * radius + 1} pixels a side. */
    GrayPicture smoothed(int radius) {
        return ofValues(around(radius).means(values()));
    }

    /** This picture with each pixel moved away from the mean of the square around it, by three times its distance. */
    GrayPicture unblurred(int radius) {
        float[] values = values();
        float[] means = around(radius).means(values);
        for (int i = 0; i < values.length; i++) {
            means[i] = values[i] + UNBLUR * (values[i] - means[i]);
        }
        return ofValues(means);
    }

    /**
     * This picture with the same mean (half of white) and the same contrast in the square around each pixel: light that
     * falls off and faint print are made up for.
     */
    GrayPicture levelled(int radius) {
        float[] values = values();
        Neighbourhood around = around(radius);
        float[] means = around.means(values);
        float[] distances = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - means[i]);
        }
        float[] spreads = around.means(distances);
        for (int i = 0; i < values.length; i++) {
            values[i] = MIDDLE + SPREAD * (values[i] - means[i]) / Math.max(MIN_SPREAD, spreads[i]);
        }
        return ofValues(values);
    }

    private Neighbourhood around(int radius) {
        return new Neighbourhood(getWidth(), getHeight(), radius);
    }

    private float[] values() {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & WHITE;
        }
        return values;
    }

    private GrayPicture ofValues(float[] values) {
        byte[] rounded = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (byte) Math.max(0, Math.min(WHITE, Math.round(values[i])));
        }
        return new GrayPicture(getWidth(), getHeight(), rounded);
    }

    /** This picture with the codes that were read painted white, so that they are not found again. */
    GrayPicture without(Iterable<Place> places) {
        byte[] painted = pixels.clone();
        places.forEach(place -> paint(painted, place));
        return new GrayPicture(getWidth(), getHeight(), painted);
    }

    private void paint(byte[] painted, Place place) {
        Rectangle bounds = place.bounds().intersection(new Rectangle(getWidth(), getHeight()));
        for (int y = bounds.y; y < bounds.y + bounds.height; y++) {
            for (int x = bounds.x; x < bounds.x + bounds.width; x++) {
                if (place.covers(x, y)) {
                    painted[y * getWidth() + x] = (byte) WHITE;
                }
            }
        }
    }
}
