package org.touchmark.scanner.picture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.touchmark.scanner.picture.Decoder.Effort;
import org.touchmark.scanner.picture.Decoder.Read;

/**
 * One picture's search: looks in the order of what they find for their time, until the budget is spent.
 *
 * <p>A code that is read is painted over before the next look, so that its neighbours stand out and none is counted
 * twice.
 */
final class Search {

    /** What each code that is read adds: a sheet of labels takes longer than one. */
    private static final Duration BUDGET_PER_CODE = Duration.ofMillis(50);

    /** A look at more pixels than this is made smaller first, and made again in parts at full size. */
    private static final int MAX_LOOK_PIXELS = 2_000_000;

    /** A part's side in pixels, and how much neighbours share: a code of up to that size is whole in one of them. */
    private static final int PART_SIDE = 1_400;

    private static final int PART_OVERLAP = 350;

    /** The modules of the smallest code: less than a pixel each, they are nothing to look at. */
    private static final int MIN_SIDE = 21;

    /** How many times as long as wide a picture may be to be looked at in one piece. */
    private static final int MAX_STRETCH = 3;

    private final List<View> wholes;
    private final List<View> overviews;
    private final Budget budget;
    private final List<FoundCode> found = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    /** A search through pictures of the same thing, such as a transparent one on white and on black. */
    Search(List<GrayPicture> pictures, Budget budget) {
        this.wholes = pictures.stream().map(View::of).toList();
        this.overviews = wholes.stream().map(Search::overview).toList();
        this.budget = budget;
    }

    private static View overview(View whole) {
        int factor = (int) Math.ceil(Math.sqrt((double) whole.pixelCount() / MAX_LOOK_PIXELS));
        return whole.shrunk(Math.max(1, Math.min(factor, whole.shorterSide() / MIN_SIDE)));
    }

    /** A long strip in overlapping pieces: turned, it would need a canvas of its length squared. */
    private static Stream<View> pieces(View overview) {
        int shorter = Math.max(overview.shorterSide(), MIN_SIDE);
        return overview.longerSide() <= MAX_STRETCH * shorter
                ? Stream.of(overview)
                : overview.parts(2 * shorter, shorter).stream().map(Supplier::get);
    }

    List<FoundCode> run() {
        Looks.FIRST.forEach(look -> look(look, overviews));
        for (int i = 0; i < wholes.size(); i++) {
            if (wholes.get(i).pixelCount() > overviews.get(i).pixelCount()) {
                wholes.get(i).parts(PART_SIDE, PART_OVERLAP).forEach(part -> look(part, Threshold.LOCAL, Effort.PLAIN));
            }
        }
        if (found.isEmpty() && !budget.isSpent()) {
            lookHarder();
        }
        return List.copyOf(found);
    }

    private void lookHarder() {
        List<View> pieces = overviews.stream().flatMap(Search::pieces).toList();
        for (Look look : Looks.HARDER) {
            if (found.isEmpty()) {
                look(look, pieces);
            }
        }
    }

    private void look(Look look, List<View> pictures) {
        for (View picture : pictures) {
            if (budget.isSpent() || picture.shorterSide() < MIN_SIDE) {
                continue;
            }
            look.views().apply(picture).forEach(view -> look(view, look.threshold(), look.effort()));
        }
    }

    private void look(Supplier<View> view, Threshold threshold, Effort effort) {
        if (budget.isSpent()) {
            return;
        }
        View seen = view.get();
        boolean more = seen.shorterSide() >= MIN_SIDE;
        while (more && !budget.isSpent()) {
            GrayPicture cleared = seen.without(places).picture();
            more = false;
            for (Read read : Decoder.read(threshold.applyTo(cleared), effort, budget)) {
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
