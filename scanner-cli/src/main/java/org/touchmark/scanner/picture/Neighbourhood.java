package org.touchmark.scanner.picture;

/** Sums over the square around each pixel, at a cost that does not depend on the square's size. */
final class Neighbourhood {

    private final int width;
    private final int height;
    private final int radius;

    /** The squares of {@code 2 * radius + 1} pixels a side; at a picture's edges, the part of them that is inside. */
    Neighbourhood(int width, int height, int radius) {
        this.width = width;
        this.height = height;
        this.radius = radius;
    }

    /** The mean of the square around each pixel. */
    float[] means(float[] values) {
        float[] sums = new float[values.length];
        for (int y = 0; y < height; y++) {
            slide(values, sums, y * width, 1, width);
        }
        float[] means = new float[values.length];
        for (int x = 0; x < width; x++) {
            slide(sums, means, x, width, height);
        }
        return means;
    }

    /** Means along one line: {@code count} values, {@code step} apart. */
    private void slide(float[] from, float[] to, int start, int step, int count) {
        double sum = 0;
        for (int i = 0; i < Math.min(radius, count); i++) {
            sum += from[start + i * step];
        }
        for (int i = 0; i < count; i++) {
            int entering = i + radius;
            int leaving = i - radius - 1;
            if (entering < count) {
                sum += from[start + entering * step];
            }
            if (leaving >= 0) {
                sum -= from[start + leaving * step];
            }
            int covered = Math.min(entering, count - 1) - Math.max(leaving + 1, 0) + 1;
            to[start + i * step] = (float) (sum / covered);
        }
    }
}
