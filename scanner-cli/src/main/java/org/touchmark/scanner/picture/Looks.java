package org.touchmark.scanner.picture;

import static org.touchmark.scanner.picture.Threshold.GLOBAL;
import static org.touchmark.scanner.picture.Threshold.LOCAL;
import static org.touchmark.scanner.picture.Threshold.MIDDLE;

import java.util.List;
import java.util.function.Supplier;

/** The looks at a picture, in the order in which they are taken. */
final class Looks {

    /** Smaller views are also looked at twice as large: three pixels a module are too few for the finder. */
    private static final int MAX_ENLARGED_PIXELS = 600_000;

    /** At every picture: most codes are found by the first, and a second code by another. */
    static final List<Look> FIRST = List.of(
            Look.plain("whole", view -> view, LOCAL),
            Look.plain("half", view -> view.shrunk(2), LOCAL),
            Look.plain("whole, one threshold", view -> view, GLOBAL),
            Look.plain("negative", View::inverted, LOCAL));

    /**
     * As long as nothing is found, by what each finds for its time in {@code LookBenchmark}: what is cheap and sees
     * through blur and faint print first, then what is seen from the side, then what takes long or helps seldom.
     */
    static final List<Look> HARDER = List.of(
            Look.plain(
                    "half, unblurred, levelled", view -> levelled(view.shrunk(2).unblurred(5), 6), MIDDLE),
            Look.plain("half, unblurred", view -> view.shrunk(2).unblurred(3), LOCAL),
            Look.fitting("half, unblurred, fitted", view -> view.shrunk(2).unblurred(3), LOCAL),
            Look.fitting("whole, fitted", view -> view, LOCAL),
            Look.plain(
                    "negative, half, levelled",
                    view -> levelled(view.inverted().shrunk(2).unblurred(3), 6),
                    MIDDLE),
            Look.plain("sharp", View::sharpened, LOCAL),
            Look.plain("sharp, one threshold", View::sharpened, GLOBAL),
            Look.fitting(
                    "half, levelled, fitted", view -> levelled(view.shrunk(2).unblurred(3), 16), MIDDLE),
            Look.fitting("wide", view -> view.stretched(2, 1), LOCAL),
            Look.fitting("smooth, levelled", view -> levelled(view.smoothed(1), 16), MIDDLE),
            Look.fitting("turned by 45", view -> view.turned(45), LOCAL),
            // A look gives up on a crowd of finder patterns; fewer stand in a quarter.
            new Look("quarters", Looks::quarters, LOCAL, Decoder.Effort.PLAIN),
            Look.plain("large", Looks::large, LOCAL),
            Look.plain("large, one threshold", Looks::large, GLOBAL),
            Look.fitting("turned by 45, wide", view -> small(view).turned(45).stretched(2, 1), LOCAL),
            Look.fitting("unblurred, levelled", view -> levelled(view.unblurred(5), 16), MIDDLE),
            Look.fitting("high", view -> view.stretched(1, 2), LOCAL),
            Look.plain("unblurred", view -> view.unblurred(8), LOCAL),
            Look.plain("turned by 45, half", view -> view.turned(45).shrunk(2), GLOBAL),
            Look.plain("turned by 90", view -> view.turned(90), LOCAL),
            Look.plain("turned by 135", view -> view.turned(135), LOCAL),
            Look.fitting("large, smooth, levelled", view -> levelled(large(view).smoothed(1), 8), MIDDLE),
            Look.plain("turned by 90, half", view -> view.turned(90).shrunk(2), GLOBAL),
            Look.plain("turned by 135, half", view -> view.turned(135).shrunk(2), GLOBAL));

    private Looks() {}

    /** Levelled over squares of which so many, side by side, are about as long as the view is. */
    private static View levelled(View view, int squares) {
        return view.levelled(Math.max(1, view.longerSide() / squares));
    }

    private static View large(View view) {
        return isSmall(view) ? view.enlarged(2) : view;
    }

    private static View small(View view) {
        return isSmall(view) ? view : view.shrunk(2);
    }

    private static boolean isSmall(View view) {
        return view.pixelCount() <= MAX_ENLARGED_PIXELS;
    }

    private static List<Supplier<View>> quarters(View view) {
        return view.parts(view.longerSide() * 3 / 5, view.longerSide() / 5);
    }
}
