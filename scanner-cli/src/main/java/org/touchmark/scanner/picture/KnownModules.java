package org.touchmark.scanner.picture;

import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Version;

/**
 * The modules that all codes of a version have alike (ISO/IEC 18004, clause 6.3): finder, timing and alignment patterns.
 * Where a grid lies well on a code, they are what they should be; where it lies on something else, half of them are.
 */
final class KnownModules {

    /** The part of the known modules that a code shows, however dirty; noise does not come near it. */
    private static final double MIN_SHOWN = 0.75;

    /** A finder pattern with the light modules around it. */
    private static final int FINDER_SIDE = 8;

    /** The column and row of the two timing patterns. */
    private static final int TIMING = 6;

    private final int dimension;
    private final int[] columns;
    private final int[] rows;
    private final boolean[] dark;
    private int count;

    private KnownModules(Version version) {
        dimension = version.getDimensionForVersion();
        int[] centres = version.getAlignmentPatternCenters();
        int capacity = 3 * FINDER_SIDE * FINDER_SIDE + 2 * dimension + 25 * centres.length * centres.length;
        columns = new int[capacity];
        rows = new int[capacity];
        dark = new boolean[capacity];
        addFinder(0, 0);
        addFinder(dimension - 7, 0);
        addFinder(0, dimension - 7);
        for (int i = FINDER_SIDE; i < dimension - FINDER_SIDE; i++) {
            add(i, TIMING, i % 2 == 0);
            add(TIMING, i, i % 2 == 0);
        }
        for (int column : centres) {
            for (int row : centres) {
                addAlignment(column, row);
            }
        }
    }

    static KnownModules of(Version version) {
        return new KnownModules(version);
    }

    /** Whether sampled modules are a code's, and not something that error correction would bend into one. */
    static boolean areIn(BitMatrix sampled) throws FormatException {
        KnownModules known = of(Version.getProvisionalVersionForDimension(sampled.getHeight()));
        int shown = 0;
        for (int i = 0; i < known.count; i++) {
            shown += sampled.get(known.columns[i], known.rows[i]) == known.dark[i] ? 1 : 0;
        }
        return shown >= MIN_SHOWN * known.count;
    }

    private void addFinder(int left, int top) {
        for (int row = Math.max(0, top - 1); row < Math.min(dimension, top + FINDER_SIDE); row++) {
            for (int column = Math.max(0, left - 1); column < Math.min(dimension, left + FINDER_SIDE); column++) {
                int ring = Math.max(Math.abs(column - left - 3), Math.abs(row - top - 3));
                add(column, row, ring != 2 && ring != 4);
            }
        }
    }

    private void addAlignment(int middleColumn, int middleRow) {
        boolean left = middleColumn < FINDER_SIDE;
        boolean upper = middleRow < FINDER_SIDE;
        boolean right = middleColumn > dimension - FINDER_SIDE - 1;
        boolean lower = middleRow > dimension - FINDER_SIDE - 1;
        if ((left && upper) || (left && lower) || (right && upper)) {
            return; // A finder pattern stands there.
        }
        for (int row = middleRow - 2; row <= middleRow + 2; row++) {
            for (int column = middleColumn - 2; column <= middleColumn + 2; column++) {
                int ring = Math.max(Math.abs(column - middleColumn), Math.abs(row - middleRow));
                add(column, row, ring != 1);
            }
        }
    }

    private void add(int column, int row, boolean isDark) {
        columns[count] = column;
        rows[count] = row;
        dark[count++] = isDark;
    }

    int count() {
        return count;
    }

    int column(int index) {
        return columns[index];
    }

    int row(int index) {
        return rows[index];
    }

    boolean isDark(int index) {
        return dark[index];
    }
}
