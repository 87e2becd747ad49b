package org.touchmark.scanner.picture;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.touchmark.scanner.picture.Decoder.Effort;

/**
 * One way to look at a picture.
 *
 * @param name what it is called in benchmarks
 * @param views what is looked at instead of the picture, each made when its turn comes
 * @param threshold how black and white are told apart
 * @param effort how far the look goes
 */
record Look(String name, Function<View, List<Supplier<View>>> views, Threshold threshold, Effort effort) {

    static Look plain(String name, UnaryOperator<View> change, Threshold threshold) {
        return new Look(name, once(change), threshold, Effort.PLAIN);
    }

    static Look fitting(String name, UnaryOperator<View> change, Threshold threshold) {
        return new Look(name, once(change), threshold, Effort.FITTING);
    }

    private static Function<View, List<Supplier<View>>> once(UnaryOperator<View> change) {
        return view -> List.of(() -> change.apply(view));
    }
}
