package org.touchmark.scanner.picture;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.detector.MultiFinderPatternFinder;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.QRCodeDecoderMetaData;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One look for QR codes at one view, bounded in the work that a picture full of squares can cause. */
final class Decoder {

    /** How black and white are told apart. */
    enum Threshold {
        /** Against the neighbourhood: for uneven light. */
        LOCAL,
        /** One for the whole view: for small, flat or blurred codes. */
        GLOBAL;

        BinaryBitmap applyTo(GrayPicture picture) {
            return new BinaryBitmap(
                    this == LOCAL ? new HybridBinarizer(picture) : new GlobalHistogramBinarizer(picture));
        }
    }

    /** Choosing three finder patterns of n takes n to the third; a sheet of 60 labels has 180. */
    private static final int MAX_FINDER_PATTERNS = 250;

    /** A code's text and where it stands in the view. */
    record Read(String text, Place place) {}

    private Decoder() {}

    /** Every code that one look shows; what was read when the budget is spent is the answer. */
    static List<Read> read(GrayPicture picture, Threshold threshold, Budget budget) {
        BinaryBitmap bitmap = threshold.applyTo(picture);
        Map<DecodeHintType, Object> hints =
                Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.NEED_RESULT_POINT_CALLBACK, new Bound(budget));
        try {
            List<Read> several = readSeveral(bitmap.getBlackMatrix(), hints, budget);
            return several.isEmpty() && !budget.isSpent() ? readOne(bitmap, hints) : several;
        } catch (NotFoundException | LookEndedException e) {
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
                grid.read(corners, hints, read);
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
    private static List<Read> readOne(BinaryBitmap bitmap, Map<DecodeHintType, Object> hints) {
        try {
            Result result = new QRCodeReader().decode(bitmap, hints);
            Place place = Place.of(result.getResultPoints());
            return place.isFlat() ? List.of() : List.of(new Read(result.getText(), place));
        } catch (ReaderException e) {
            return List.of();
        }
    }

    /** Samples the modules between three finder patterns. */
    private static final class Grid extends Detector {

        Grid(BitMatrix bits) {
            super(bits);
        }

        void read(FinderPatternInfo corners, Map<DecodeHintType, Object> hints, List<Read> read) {
            try {
                DetectorResult sampled = processFinderPatternInfo(corners);
                DecoderResult decoded = new com.google.zxing.qrcode.decoder.Decoder().decode(sampled.getBits(), hints);
                ResultPoint[] points = sampled.getPoints();
                if (decoded.getOther() instanceof QRCodeDecoderMetaData mirrored) {
                    mirrored.applyMirroredCorrection(points);
                }
                read.add(new Read(decoded.getText(), Place.of(points)));
            } catch (NotFoundException | FormatException | ChecksumException e) {
                // These three are not the corners of one code: the next three may be.
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
