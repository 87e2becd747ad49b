package org.touchmark.scanner.picture;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.PerspectiveTransform;
import java.awt.geom.Point2D;
import java.util.List;

/**
 * Where a code's modules lie in a view: in perspective, by the middles of its finder patterns and a fourth point, and
 * bent, as on a bottle.
 *
 * <p>Coordinates on the code are 0 and 1 at the middles of its finder patterns. A cylinder crowds modules near both its
 * edges (told by {@code crowding}), more near one if the code is not in the middle ({@code leaning}), and shows straight
 * rows as arcs to who looks from above ({@code sag}).
 *
 * <p>Its numbers are eight for the points (upper left, upper right, lower right, lower left; x, y in pixels), then six
 * for the bend: crowding, leaning and sag of columns, then of rows.
 */
final class BentGrid {

    /** How many of the numbers are coordinates in pixels; the rest are parts of a side. */
    static final int COORDINATES = 8;

    static final int COLUMN_CROWDING = 8;
    static final int COLUMN_SAG = 10;
    static final int ROW_CROWDING = 11;
    static final int ROW_SAG = 13;
    static final int NUMBERS = 14;

    /** The middle of a finder pattern, in modules from the code's edge. */
    private static final double FINDER_MIDDLE = 3.5;

    private final double[] numbers;

    private BentGrid(double[] numbers) {
        this.numbers = numbers;
    }

    /** A grid that is not bent, by its points. */
    static BentGrid flat(Point2D upperLeft, Point2D upperRight, Point2D lowerRight, Point2D lowerLeft) {
        double[] numbers = new double[NUMBERS];
        int at = 0;
        for (Point2D point : List.of(upperLeft, upperRight, lowerRight, lowerLeft)) {
            numbers[at++] = point.getX();
            numbers[at++] = point.getY();
        }
        return new BentGrid(numbers);
    }

    /** This grid with its lower right corner moved by parts of its upper and its left side. */
    BentGrid withFourthMoved(double across, double down) {
        return moved(4, across * (numbers[2] - numbers[0]) + down * (numbers[6] - numbers[0]))
                .moved(5, across * (numbers[3] - numbers[1]) + down * (numbers[7] - numbers[1]));
    }

    /** This grid with one of its numbers changed. */
    BentGrid moved(int index, double by) {
        double[] changed = numbers.clone();
        changed[index] += by;
        return new BentGrid(changed);
    }

    /** The pixel of each module, as x, y, x, y, ...; {@code places} has each module's column and row in that order. */
    void toPixels(int dimension, float[] places) {
        double side = dimension - 2 * FINDER_MIDDLE;
        for (int i = 0; i < places.length; i += 2) {
            double across = (places[i] + 0.5 - FINDER_MIDDLE) / side;
            double down = (places[i + 1] + 0.5 - FINDER_MIDDLE) / side;
            places[i] = (float) bent(across, down, COLUMN_CROWDING);
            places[i + 1] = (float) bent(down, across, ROW_CROWDING);
        }
        transform().transformPoints(places);
    }

    private double bent(double along, double other, int from) {
        double middle = along * (1 - along);
        return along
                + numbers[from] * middle * (2 * along - 1)
                + numbers[from + 1] * middle
                + numbers[from + 2] * other * (1 - other);
    }

    private PerspectiveTransform transform() {
        return PerspectiveTransform.squareToQuadrilateral(
                (float) numbers[0],
                (float) numbers[1],
                (float) numbers[2],
                (float) numbers[3],
                (float) numbers[4],
                (float) numbers[5],
                (float) numbers[6],
                (float) numbers[7]);
    }

    /** The modules as the view shows them; outside of it, they are light. */
    BitMatrix sampled(BitMatrix view, int dimension) {
        BitMatrix modules = new BitMatrix(dimension);
        float[] places = new float[2 * dimension];
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column < dimension; column++) {
                places[2 * column] = column;
                places[2 * column + 1] = row;
            }
            toPixels(dimension, places);
            for (int column = 0; column < dimension; column++) {
                if (isDark(view, places[2 * column], places[2 * column + 1])) {
                    modules.set(column, row);
                }
            }
        }
        return modules;
    }

    /** Whether a place in a view is dark; beside it, nothing is. */
    static boolean isDark(BitMatrix view, float x, float y) {
        return x >= 0 && y >= 0 && x < view.getWidth() && y < view.getHeight() && view.get((int) x, (int) y);
    }
}
