package org.touchmark.scanner.picture;

import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.multi.qrcode.detector.MultiFinderPatternFinder;
import com.google.zxing.qrcode.decoder.QRCodeDecoderMetaData;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look for QR codes at one view, bounded in the work that a picture full of squares can cause. */
final class Decoder {

    /** Choosing three finder patterns of n takes n to the third; a sheet of 60 labels has 180. */
    private static final int MAX_FINDER_PATTERNS = 250;

    /** Threes of finder patterns that one look tries to fit grids to, of the likeliest. */
    private static final int MAX_FITTED_THREES = 4;

    /** A code's text and where it stands in the view. */
    record Read(String text, Place place) {}

    private Decoder() {}

    /** How far a look goes. */
    enum Effort {
        /** What the library's own rules find. */
        PLAIN,
        /** Also codes that are seen from far aside, or around a bottle. */
        FITTING
    }

    /** Every code that one look shows; what was read when the budget is spent is the answer. */
    static List<Read> read(BitMatrix bits, Effort effort, Budget budget) {
        Map<DecodeHintType, Object> hints =
                Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.NEED_RESULT_POINT_CALLBACK, new Bound(budget));
        try {
            List<Read> read = readSeveral(bits, hints, budget);
            if (read.isEmpty() && !budget.isSpent()) {
                read = readOne(bits, hints);
            }
            if (read.isEmpty() && effort == Effort.FITTING) {
                read = readFitting(bits, budget);
            }
            return read;
        } catch (LookEndedException e) {
            return List.of();
        }
    }

    private static List<Read> readSeveral(BitMatrix bits, Map<DecodeHintType, Object> hints, Budget budget) {
        List<Read> read = new ArrayList<>();
        Grid grid = new Grid(bits);
        for (FinderPatternInfo corners : cornersIn(bits, hints)) {
            if (budget.isSpent()) {
                break;
            }
            Place place = Place.of(corners);
            if (read.stream().noneMatch(known -> known.place().isAbout(place))) {
                grid.between(corners).ifPresent(read::add);
            }
        }
        return read;
    }

    private static FinderPatternInfo[] cornersIn(BitMatrix bits, Map<DecodeHintType, Object> hints) {
        try {
            ResultPointCallback bound = (ResultPointCallback) hints.get(DecodeHintType.NEED_RESULT_POINT_CALLBACK);
            return new MultiFinderPatternFinder(bits, bound).findMulti(hints);
        } catch (NotFoundException e) {
            return new FinderPatternInfo[0];
        }
    }

    /** Finds single codes that the search for several passes by: it weighs finder patterns in another way. */
    private static List<Read> readOne(BitMatrix bits, Map<DecodeHintType, Object> hints) {
        return new Grid(bits).anywhere(hints).stream().toList();
    }

    private static List<Read> readFitting(BitMatrix bits, Budget budget) {
        Grid grid = new Grid(bits);
        ResultPointCallback bound = new Bound(budget);
        for (FinderPatternInfo corners : FinderPatterns.threesIn(bits, bound, MAX_FITTED_THREES)) {
            Optional<Read> read = budget.isSpent() ? Optional.empty() : grid.fitting(corners, budget);
            if (read.isPresent()) {
                return List.of(read.get());
            }
        }
        return List.of();
    }

    /** Samples the modules between three finder patterns. */
    private static final class Grid extends Detector {

        Grid(BitMatrix bits) {
            super(bits);
        }

        Optional<Read> between(FinderPatternInfo corners) {
            try {
                return decoded(processFinderPatternInfo(corners));
            } catch (NotFoundException | FormatException | RuntimeException e) {
                // These three are not the corners of one code: the next three may be.
                return Optional.empty();
            }
        }

        Optional<Read> anywhere(Map<DecodeHintType, Object> hints) {
            try {
                return decoded(detect(hints));
            } catch (LookEndedException e) {
                throw e;
            } catch (NotFoundException | FormatException | RuntimeException e) {
                return Optional.empty();
            }
        }

        Optional<Read> fitting(FinderPatternInfo corners, Budget budget) {
            FinderPattern upperLeft = corners.getTopLeft();
            double moduleSide = calculateModuleSize(upperLeft, corners.getTopRight(), corners.getBottomLeft());
            ResultPoint[] points = {corners.getBottomLeft(), upperLeft, corners.getTopRight()};
            if (!(moduleSide >= 1)) {
                return Optional.empty(); // Not a number, where no run was measured.
            }
            for (BitMatrix modules : new GridFit(getImage(), corners, moduleSide).candidates(budget)) {
                Optional<Read> read = decoded(new DetectorResult(modules, points));
                if (read.isPresent()) {
                    return read;
                }
            }
            return Optional.empty();
        }

        /**
         * Reads modules, if they show what every code shows: error correction alone takes one in a million of random
         * modules for a small code, and a picture without one gives thousands.
         */
        private static Optional<Read> decoded(DetectorResult sampled) {
            try {
                if (!KnownModules.areIn(sampled.getBits())) {
                    return Optional.empty();
                }
                DecoderResult decoded = new com.google.zxing.qrcode.decoder.Decoder().decode(sampled.getBits());
                ResultPoint[] points = sampled.getPoints();
                if (decoded.getOther() instanceof QRCodeDecoderMetaData mirrored) {
                    mirrored.applyMirroredCorrection(points);
                }
                Place place = Place.of(points);
                return place.isFlat() ? Optional.empty() : Optional.of(new Read(decoded.getText(), place));
            } catch (FormatException | ChecksumException | RuntimeException e) {
                // The library answers some damaged codes with IndexOutOfBounds and IllegalArgument.
                return Optional.empty();
            }
        }
    }

    /** Ends a look that sees too much, through the only call that the library makes back while it searches. */
    private static final class Bound implements ResultPointCallback {
        private final Budget budget;
        private int points;

        Bound(Budget budget) {
            this.budget = budget;
        }

        @Override
        public void foundPossibleResultPoint(ResultPoint point) {
            if (++points > MAX_FINDER_PATTERNS || budget.isSpent()) {
                throw new LookEndedException();
            }
        }
    }

    /** Not a failure: this look is over, the next may show more. */
    private static final class LookEndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LookEndedException() {
            super("more finder patterns or time than a look may take", null, false, false);
        }
    }
}
