package org.touchmark.scanner.picture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.touchmark.scanner.picture.Decoder.Read;
import org.touchmark.scanner.picture.Decoder.Threshold;

/**
 * Finds every QR code in a picture by looking at it in several ways: whole, smaller, in parts, as a negative, and, as
 * long as nothing is found, sharper, larger and turned.
 *
 * <p>A code that is read is painted over before the next look, so that its neighbours stand out and none is counted
 * twice. Looks end when the budget of processor time is spent; what was found by then is the answer.
 */
public final class CodeFinder {

    /** Begins no look when this is spent; the last one may end a little after. */
    private static final Duration BUDGET = Duration.ofMillis(1_100);

    /** What each code that is read adds: a sheet of labels takes longer than one. */
    private static final Duration BUDGET_PER_CODE = Duration.ofMillis(50);

    /** A look at more pixels than this is made smaller first, and made again in parts at full size. */
    private static final int MAX_LOOK_PIXELS = 2_000_000;

    /** A part's side in pixels, and how much neighbours share: a code of up to that size is whole in one of them. */
    private static final int PART_SIDE = 1_400;

    private static final int PART_OVERLAP = 350;

    /** Smaller views are also looked at twice as large: three pixels a module are too few for the finder. */
    private static final int MAX_ENLARGED_PIXELS = 600_000;

    private final PictureReader reader;

    private CodeFinder(PictureReader reader) {
        this.reader = reader;
    }

    /** A finder that holds these limits. */
    public static CodeFinder within(PictureLimits limits) {
        return new CodeFinder(new PictureReader(limits));
    }

    /** The codes of the picture in a file, from its top down; throws the reason if the file gives no picture. */
    public Finding find(Path file) throws UnreadablePictureException {
        PictureReader.Opened opened = reader.read(file);
        Search search = new Search(opened.picture(), Budget.of(BUDGET));
        return new Finding(search.run(), opened.complete());
    }

    /** One picture's search. */
    private static final class Search {
        private final View whole;
        private final int overviewFactor;
        private final View overview;
        private final Budget budget;
        private final List<FoundCode> found = new ArrayList<>();
        private final List<Place> places = new ArrayList<>();

        Search(GrayPicture picture, Budget budget) {
            this.whole = View.of(picture);
            this.overviewFactor = (int) Math.ceil(Math.sqrt((double) picture.pixelCount() / MAX_LOOK_PIXELS));
            this.overview = whole.shrunk(overviewFactor);
            this.budget = budget;
        }

        List<FoundCode> run() {
            look(() -> overview, Threshold.LOCAL);
            look(() -> overview.shrunk(2), Threshold.LOCAL);
            look(() -> overview, Threshold.GLOBAL);
            look(overview::inverted, Threshold.LOCAL);
            if (overviewFactor > 1) {
                parts(whole, PART_SIDE, PART_OVERLAP).forEach(part -> look(part, Threshold.LOCAL));
            }
            if (found.isEmpty()) {
                lookHarder();
            }
            return List.copyOf(found);
        }

        private void lookHarder() {
            look(overview::sharpened, Threshold.LOCAL);
            look(overview::sharpened, Threshold.GLOBAL);
            if (overview.picture().pixelCount() <= MAX_ENLARGED_PIXELS) {
                look(() -> overview.enlarged(2), Threshold.LOCAL);
                look(() -> overview.enlarged(2), Threshold.GLOBAL);
            }
            // A look gives up on a crowd of finder patterns; fewer stand in a quarter.
            int longer =
                    Math.max(overview.picture().getWidth(), overview.picture().getHeight());
            parts(overview, longer * 3 / 5, longer / 5).forEach(part -> look(part, Threshold.LOCAL));
            for (int degrees = 45; degrees < 180; degrees += 45) {
                int angle = degrees;
                look(() -> overview.turned(angle), Threshold.LOCAL);
                look(() -> overview.turned(angle).shrunk(2), Threshold.GLOBAL);
            }
        }

        /** Overlapping squares that cover a view; the last column and row take what is left. */
        private static List<Supplier<View>> parts(View view, int side, int overlap) {
            List<Supplier<View>> parts = new ArrayList<>();
            GrayPicture picture = view.picture();
            int step = side - overlap;
            for (int top = 0; top == 0 || top + overlap < picture.getHeight(); top += step) {
                for (int left = 0; left == 0 || left + overlap < picture.getWidth(); left += step) {
                    int x = left;
                    int y = top;
                    int width = Math.min(side, picture.getWidth() - x);
                    int height = Math.min(side, picture.getHeight() - y);
                    parts.add(() -> view.part(x, y, width, height));
                }
            }
            return parts;
        }

        private void look(Supplier<View> view, Threshold threshold) {
            if (budget.isSpent()) {
                return;
            }
            View seen = view.get();
            boolean more = true;
            while (more && !budget.isSpent()) {
                View cleared = seen.without(places);
                more = false;
                for (Read read : Decoder.read(cleared.picture(), threshold, budget)) {
                    more |= add(read, seen);
                }
            }
        }

        private boolean add(Read read, View seen) {
            Place place = read.place().through(seen.toOriginal());
            for (Place known : places) {
                if (known.isAbout(place)) {
                    return false;
                }
            }
            budget.add(BUDGET_PER_CODE);
            places.add(place);
            found.add(FoundCode.of(read.text(), place));
            return true;
        }
    }
}
