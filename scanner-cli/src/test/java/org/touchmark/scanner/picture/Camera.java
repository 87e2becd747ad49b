package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.touchmark.gateway.label.QrMatrix;

/**
 * Takes pictures of a printed label as badly as is asked: the same each time for the same seed. Brightness is kept in
 * fractions until the picture is taken, so that one defect does not round away the next.
 */
final class Camera {

    /** Where a place in the picture is on the sheet of paper. */
    private interface Lens {
        /** The place on the sheet, in modules from the code's middle, or null beside it. */
        double[] onSheet(double x, double y);
    }

    private static final int SIDE = 720;

    /** The paper goes beyond the code by this many modules, and the table beyond the paper. */
    private static final double PAPER_MODULES = 5;

    private static final double WHITE = 235;
    private static final double BLACK = 25;
    private static final double TABLE = 150;

    /** Points a pixel is the mean of, along each side. */
    private static final int SAMPLES = 3;

    private final QrMatrix code;
    private final Random random;
    private final double modulePixels;
    private double[] light = new double[SIDE * SIDE];

    private Camera(String text, double modulePixels, long seed) {
        this.code = QrMatrix.encode(text);
        this.random = new Random(seed);
        this.modulePixels = modulePixels;
    }

    /** A camera before a label, which turns and shifts a little from seed to seed. */
    static Camera before(String text, double modulePixels, long seed) {
        Camera camera = new Camera(text, modulePixels, seed);
        return camera.seen(
                (x, y) -> new double[] {x / modulePixels, y / modulePixels}, camera.random.nextDouble() * 30 - 15);
    }

    /** The label turned away from the camera by an angle about an axis in its plane, near enough for perspective. */
    Camera aside(double degrees) {
        double axis = random.nextDouble() * 2 * Math.PI;
        double tilt = Math.toRadians(degrees);
        double distance = 2.5 * code.size();
        Lens lens = (x, y) -> {
            double u = (x * Math.cos(axis) + y * Math.sin(axis)) / modulePixels;
            double v = (-x * Math.sin(axis) + y * Math.cos(axis)) / modulePixels;
            // The point (along, across) of the tilted plane is seen at along * cos / d and across / d, where
            // d = 1 + along * sin / distance.
            double shortened = Math.cos(tilt) - u * Math.sin(tilt) / distance;
            if (shortened <= 0) {
                return null;
            }
            double along = u / shortened;
            double across = v * (1 + along * Math.sin(tilt) / distance);
            return new double[] {
                along * Math.cos(axis) - across * Math.sin(axis), along * Math.sin(axis) + across * Math.cos(axis)
            };
        };
        return seen(lens, random.nextDouble() * 20 - 10);
    }

    /** The label around a bottle: its code covers this much of the circle, and is seen from a little above. */
    Camera around(double degrees) {
        double radius = code.size() / Math.toRadians(degrees);
        boolean lies = random.nextBoolean();
        double above = Math.toRadians(random.nextDouble() * 20);
        double off = (random.nextDouble() - 0.5) * 0.1 * code.size();
        Lens lens = (x, y) -> {
            double across = (lies ? y : x) / modulePixels;
            double down = (lies ? x : y) / modulePixels;
            if (Math.abs(across) >= radius) {
                return null;
            }
            double angle = Math.asin(across / radius);
            double depth = radius * (1 - Math.cos(angle));
            double along = (down - depth * Math.sin(above)) / Math.cos(above);
            double about = radius * angle + off;
            return lies ? new double[] {along, about} : new double[] {about, along};
        };
        return seen(lens, random.nextDouble() * 10 - 5);
    }

    private Camera seen(Lens lens, double degrees) {
        double turn = Math.toRadians(degrees);
        double shiftX = SIDE / 2.0 + random.nextDouble() * 20 - 10;
        double shiftY = SIDE / 2.0 + random.nextDouble() * 20 - 10;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int i = 0; i < SAMPLES * SAMPLES; i++) {
                    int sampleRow = i / SAMPLES;
                    double dx = x + (i % SAMPLES + 0.5) / SAMPLES - shiftX;
                    double dy = y + (sampleRow + 0.5) / SAMPLES - shiftY;
                    double[] place = lens.onSheet(
                            dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn));
                    sum += place == null ? TABLE : onSheet(place[0], place[1]);
                }
                light[y * SIDE + x] = sum / (SAMPLES * SAMPLES);
            }
        }
        return this;
    }

    private double onSheet(double fromMiddle, double down) {
        double half = code.size() / 2.0;
        if (Math.max(Math.abs(fromMiddle), Math.abs(down)) > half + PAPER_MODULES) {
            return TABLE;
        }
        int column = (int) Math.floor(fromMiddle + half);
        int row = (int) Math.floor(down + half);
        boolean inside = column >= 0 && row >= 0 && column < code.size() && row < code.size();
        return inside && code.isDark(column, row) ? BLACK : WHITE;
    }

    /** Out of focus: a Gaussian whose deviation is given in pixels. */
    Camera blurred(double pixels) {
        int reach = (int) Math.ceil(3 * pixels);
        double[] weights = new double[2 * reach + 1];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-Math.pow((i - reach) / pixels, 2) / 2);
            total += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        light = smeared(smeared(light, weights, 1, 0), weights, 0, 1);
        return this;
    }

    /** Moved while the picture was taken, by so many pixels sideways. */
    Camera moved(int pixels) {
        double[] weights = new double[pixels];
        Arrays.fill(weights, 1.0 / pixels);
        light = smeared(light, weights, 1, 0);
        return this;
    }

    private static double[] smeared(double[] from, double[] weights, int stepX, int stepY) {
        double[] to = new double[from.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    int fromX = Math.max(0, Math.min(SIDE - 1, x + (i - weights.length / 2) * stepX));
                    int fromY = Math.max(0, Math.min(SIDE - 1, y + (i - weights.length / 2) * stepY));
                    sum += weights[i] * from[fromY * SIDE + fromX];
                }
                to[y * SIDE + x] = sum;
            }
        }
        return to;
    }

    /** Black and white so near that only this part of the difference is left. */
    Camera faint(double percent) {
        return each((x, y, value) -> 140 + (value - 140) * percent / 100);
    }

    /** Grain of this deviation, of 255. */
    Camera noisy(double deviation) {
        return each((x, y, value) -> value + random.nextGaussian() * deviation);
    }

    /** Light that falls off to one side, to this part of what it is on the other. */
    Camera shaded(double part) {
        return each((x, y, value) -> value * (1 - (1 - part) * x / SIDE));
    }

    /** A spot of glare over this part of the picture's side. */
    Camera glaring(double part) {
        double radius = part * SIDE / 2;
        double middleX = SIDE / 2.0 + (random.nextDouble() - 0.5) * SIDE * 0.3;
        double middleY = SIDE / 2.0 + (random.nextDouble() - 0.5) * SIDE * 0.3;
        return each((x, y, value) ->
                value + 255 * Math.max(0, 1 - Math.pow(Math.hypot(x - middleX, y - middleY) / radius, 4)));
    }

    private interface Change {
        double of(int x, int y, double value);
    }

    private Camera each(Change change) {
        for (int i = 0; i < light.length; i++) {
            light[i] = change.of(i % SIDE, i / SIDE, light[i]);
        }
        return this;
    }

    /** The picture. */
    BufferedImage take() {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < light.length; i++) {
            int brightness = (int) Math.max(0, Math.min(0xFF, Math.round(light[i])));
            picture.getRaster().setSample(i % SIDE, i / SIDE, 0, brightness);
        }
        return picture;
    }
}
