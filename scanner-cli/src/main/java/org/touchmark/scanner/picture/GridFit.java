package org.touchmark.scanner.picture;

import com.google.zxing.FormatException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Version;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Searches for the grid under which a view shows the modules that every code of a version has, from many beginnings: the
 * fourth corner anywhere, the label flat or around a bottle.
 */
final class GridFit {

    /** Beginnings that are bettered step by step, of each kind. */
    private static final int MAX_BETTERED = 3;

    /** A grid that shows fewer of the known modules than this part is not worth a decoder's time. */
    private static final double MIN_SHOWN = 0.8;

    /** Between beginnings: of the fourth corner, in parts of a side; of the sag of a row around a bottle, likewise. */
    private static final double FOURTH_STEP = 0.08;

    private static final double SAG_STEP = 0.06;

    /** The first step of a bend's number, when a corner's is a module. */
    private static final double BEND_STEP = 0.04;

    private static final int MIN_DIMENSION = 21;
    private static final int MAX_DIMENSION = 177;

    private final BitMatrix view;
    private final FinderPatternInfo corners;
    private final double moduleSide;
    private final double estimate;

    /**
     * A search between three finder patterns.
     *
     * @param moduleSide a module's side near them in pixels
     */
    GridFit(BitMatrix view, FinderPatternInfo corners, double moduleSide) {
        this.view = view;
        this.corners = corners;
        this.moduleSide = moduleSide;
        double across = ResultPoint.distance(corners.getTopLeft(), corners.getTopRight());
        double down = ResultPoint.distance(corners.getTopLeft(), corners.getBottomLeft());
        this.estimate = (across + down) / 2 / moduleSide + 7;
    }

    /** Modules that may be a code's, the likeliest first. */
    List<BitMatrix> candidates(Budget budget) {
        List<Fit> fits = new ArrayList<>();
        for (int dimension : dimensions()) {
            if (budget.isSpent()) {
                break;
            }
            Sheet sheet = new Sheet(dimension);
            fits.addAll(sheet.best(flat()));
            fits.addAll(sheet.best(round()));
        }
        return fits.stream()
                .filter(fit -> fit.shown() >= MIN_SHOWN)
                .sorted(Comparator.comparingDouble(Fit::shown).reversed())
                .map(fit -> fit.grid().sampled(view, fit.dimension()))
                .toList();
    }

    /** Around a bottle the corners' modules are narrower than the rest, and so the code has fewer than they let expect. */
    private List<Integer> dimensions() {
        int nearest = (int) Math.round((estimate - 1) / 4) * 4 + 1;
        List<Integer> dimensions = new ArrayList<>();
        for (int steps : new int[] {0, -1, 1, -2, 2, -3, -4}) {
            int dimension = nearest + 4 * steps;
            if (dimension >= MIN_DIMENSION && dimension <= MAX_DIMENSION) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    /** Grids whose fourth corner is anywhere around where a parallelogram has it, and where perspective would. */
    private List<BentGrid> flat() {
        List<BentGrid> grids = new ArrayList<>();
        BentGrid parallel = withFourthCorner(1, 1, 1);
        for (int across = -4; across <= 4; across++) {
            for (int down = -4; down <= 4; down++) {
                grids.add(parallel.withFourthMoved(across * FOURTH_STEP, down * FOURTH_STEP));
            }
        }
        // A pattern's area falls with the third power of its distance.
        double upperLeft = nearness(corners.getTopLeft());
        grids.add(withFourthCorner(upperLeft, nearness(corners.getTopRight()), nearness(corners.getBottomLeft())));
        return grids;
    }

    private static double nearness(FinderPattern pattern) {
        return Math.pow(pattern.getEstimatedModuleSize(), -2.0 / 3);
    }

    /** A flat grid whose corners are as far away as these numbers say in ratio; 1, 1, 1 is a parallelogram. */
    private BentGrid withFourthCorner(double ofUpperLeft, double ofUpperRight, double ofLowerLeft) {
        Point2D upperLeft = point(corners.getTopLeft());
        Point2D upperRight = point(corners.getTopRight());
        Point2D lowerLeft = point(corners.getBottomLeft());
        double sum = Math.max(0.2 * ofUpperLeft, ofUpperRight + ofLowerLeft - ofUpperLeft);
        Point2D fourth = new Point2D.Double(
                (ofUpperRight * upperRight.getX() + ofLowerLeft * lowerLeft.getX() - ofUpperLeft * upperLeft.getX())
                        / sum,
                (ofUpperRight * upperRight.getY() + ofLowerLeft * lowerLeft.getY() - ofUpperLeft * upperLeft.getY())
                        / sum);
        return BentGrid.flat(upperLeft, upperRight, fourth, lowerLeft);
    }

    private static Point2D point(ResultPoint point) {
        return new Point2D.Double(point.getX(), point.getY());
    }

    /** Grids around a bottle that stands or lies, seen from above or below, and somewhat from the side. */
    private List<BentGrid> round() {
        List<BentGrid> grids = new ArrayList<>();
        BentGrid parallel = withFourthCorner(1, 1, 1);
        for (int crowding : new int[] {BentGrid.COLUMN_CROWDING, BentGrid.ROW_CROWDING}) {
            int sag = crowding == BentGrid.COLUMN_CROWDING ? BentGrid.ROW_SAG : BentGrid.COLUMN_SAG;
            for (double crowd = 0; crowd <= 0.8; crowd += 0.2) {
                for (int arc = -4; arc <= 4; arc++) {
                    grids.add(parallel.moved(crowding, crowd).moved(sag, arc * SAG_STEP));
                }
            }
        }
        return grids;
    }

    /** A grid and the part of the known modules that it shows. */
    private record Fit(BentGrid grid, int dimension, double shown) {}

    /** The search for one version's grid. */
    private final class Sheet {
        private final int dimension;
        private final KnownModules known;
        private final float[] places;

        Sheet(int dimension) {
            this.dimension = dimension;
            this.known = KnownModules.of(versionOf(dimension));
            this.places = new float[2 * known.count()];
        }

        List<Fit> best(List<BentGrid> beginnings) {
            return beginnings.stream()
                    .map(grid -> new Fit(grid, dimension, shown(grid)))
                    .sorted(Comparator.comparingDouble(Fit::shown).reversed())
                    .limit(MAX_BETTERED)
                    .map(this::bettered)
                    .toList();
        }

        private Fit bettered(Fit beginning) {
            Fit best = beginning;
            for (double step = 1; step > 0.2; step /= 2) {
                Fit before;
                do {
                    before = best;
                    for (int index = 0; index < BentGrid.NUMBERS; index++) {
                        best = better(best, index, step);
                        best = better(best, index, -step);
                    }
                } while (best.shown() > before.shown());
            }
            return best;
        }

        private Fit better(Fit best, int index, double step) {
            double by = index < BentGrid.COORDINATES ? step * moduleSide : step * BEND_STEP;
            BentGrid moved = best.grid().moved(index, by);
            double shown = shown(moved);
            return shown > best.shown() ? new Fit(moved, dimension, shown) : best;
        }

        private double shown(BentGrid grid) {
            for (int i = 0; i < known.count(); i++) {
                places[2 * i] = known.column(i);
                places[2 * i + 1] = known.row(i);
            }
            grid.toPixels(dimension, places);
            int shown = 0;
            for (int i = 0; i < known.count(); i++) {
                boolean dark = BentGrid.isDark(view, places[2 * i], places[2 * i + 1]);
                shown += dark == known.isDark(i) ? 1 : 0;
            }
            return (double) shown / known.count();
        }
    }

    private static Version versionOf(int dimension) {
        try {
            return Version.getProvisionalVersionForDimension(dimension);
        } catch (FormatException e) {
            throw new IllegalArgumentException("no version has a side of %d modules".formatted(dimension), e);
        }
    }
}
