package org.touchmark.scanner.picture;

import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternFinder;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The threes of finder patterns that may be one code's corners, also seen from far aside or around a bottle, where the
 * library's own rules (one size, a right angle, equal sides) let them go.
 */
final class FinderPatterns extends FinderPatternFinder {

    /** Threes of n patterns are n to the third. */
    private static final int MAX_PATTERNS = 24;

    /** How much larger one corner may be than another, and one side longer than another. */
    private static final double MAX_RATIO = 3.5;

    /** The cosine of the sharpest corner, and of the bluntest. */
    private static final double MAX_COSINE = 0.87;

    private static final double MIN_SIDE_MODULES = 8;
    private static final double MAX_SIDE_MODULES = 250;

    private FinderPatterns(BitMatrix bits, ResultPointCallback bound) {
        super(bits, bound);
    }

    /** The threes in order of likelihood, at most {@code maxThrees}. */
    static List<FinderPatternInfo> threesIn(BitMatrix bits, ResultPointCallback bound, int maxThrees) {
        FinderPatterns finder = new FinderPatterns(bits, bound);
        finder.scan();
        return finder.threes(maxThrees);
    }

    private void scan() {
        BitMatrix bits = getImage();
        int[] runs = new int[5];
        for (int row = 1; row < bits.getHeight(); row += 2) {
            doClearCounts(runs);
            boolean dark = false;
            for (int column = 0; column <= bits.getWidth(); column++) {
                boolean next = column < bits.getWidth() && bits.get(column, row);
                if (next != dark) {
                    if (dark && foundPatternCross(runs)) {
                        handlePossibleCenter(runs, row, column);
                    }
                    System.arraycopy(runs, 1, runs, 0, 4);
                    runs[4] = 0;
                    dark = next;
                }
                runs[4]++;
            }
        }
    }

    private List<FinderPatternInfo> threes(int maxThrees) {
        List<FinderPattern> patterns = getPossibleCenters().stream()
                .filter(pattern -> pattern.getCount() > 1)
                .sorted(Comparator.comparingInt(FinderPattern::getCount).reversed())
                .limit(MAX_PATTERNS)
                .toList();
        List<Three> threes = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = i + 1; j < patterns.size(); j++) {
                for (int k = j + 1; k < patterns.size(); k++) {
                    Three three = Three.of(patterns.get(i), patterns.get(j), patterns.get(k));
                    if (three.strain < Double.MAX_VALUE) {
                        threes.add(three);
                    }
                }
            }
        }
        return threes.stream()
                .sorted(Comparator.comparingDouble(Three::strain))
                .limit(maxThrees)
                .map(Three::corners)
                .toList();
    }

    /**
     * Three patterns.
     *
     * @param corners the patterns in the order of a code's corners
     * @param strain how far they are from a code seen from in front, which has none
     */
    private record Three(FinderPatternInfo corners, double strain) {

        static Three of(FinderPattern... patterns) {
            ResultPoint.orderBestPatterns(patterns);
            FinderPatternInfo corners = new FinderPatternInfo(patterns);
            return new Three(corners, strain(corners));
        }

        private static double strain(FinderPatternInfo corners) {
            FinderPattern middle = corners.getTopLeft();
            double across = ResultPoint.distance(middle, corners.getTopRight());
            double down = ResultPoint.distance(middle, corners.getBottomLeft());
            double size = middle.getEstimatedModuleSize();
            double ofRight = corners.getTopRight().getEstimatedModuleSize() / size;
            double ofLower = corners.getBottomLeft().getEstimatedModuleSize() / size;
            double cosine = ((corners.getTopRight().getX() - middle.getX())
                                    * (corners.getBottomLeft().getX() - middle.getX())
                            + (corners.getTopRight().getY() - middle.getY())
                                    * (corners.getBottomLeft().getY() - middle.getY()))
                    / (across * down);
            double shortest = Math.min(across, down) / size;
            boolean possible = Math.abs(cosine) <= MAX_COSINE
                    && shortest >= MIN_SIDE_MODULES
                    && Math.max(across, down) / size <= MAX_SIDE_MODULES
                    && isWithin(ofRight)
                    && isWithin(ofLower)
                    && isWithin(ofRight / ofLower)
                    && isWithin(across / down);
            return possible ? Math.abs(cosine) + log(ofRight) + log(ofLower) + log(across / down) : Double.MAX_VALUE;
        }

        private static boolean isWithin(double ratio) {
            return log(ratio) <= Math.log(MAX_RATIO);
        }

        private static double log(double ratio) {
            return Math.abs(Math.log(ratio));
        }
    }
}
