package org.touchmark.scanner.picture;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A picture changed to make its codes easier to see, and the way back to the picture it was made of.
 *
 * @param picture the changed picture
 * @param toOriginal from its coordinates to the original's
 */
record View(GrayPicture picture, AffineTransform toOriginal) {

    static View of(GrayPicture original) {
        return new View(original, new AffineTransform());
    }

    View shrunk(int factor) {
        return factor == 1 ? this : new View(picture.shrunk(factor), then(scale(factor)));
    }

    View enlarged(int factor) {
        return stretched(factor, factor);
    }

    /** Wider and higher by these factors: what is seen from the side is narrow. */
    View stretched(int wider, int higher) {
        AffineTransform larger = AffineTransform.getScaleInstance(wider, higher);
        GrayPicture drawn = picture.transformed(larger, picture.getWidth() * wider, picture.getHeight() * higher);
        return new View(drawn, then(GrayPicture.inverseOf(larger)));
    }

    View smoothed(int radius) {
        return new View(picture.smoothed(radius), toOriginal);
    }

    View unblurred(int radius) {
        return new View(picture.unblurred(radius), toOriginal);
    }

    View levelled(int radius) {
        return new View(picture.levelled(radius), toOriginal);
    }

    int pixelCount() {
        return picture.pixelCount();
    }

    /** The longer and the shorter side, in pixels. */
    int longerSide() {
        return Math.max(picture.getWidth(), picture.getHeight());
    }

    int shorterSide() {
        return Math.min(picture.getWidth(), picture.getHeight());
    }

    /** Overlapping squares that cover this view, each when it is asked for; the last take what is left. */
    List<Supplier<View>> parts(int side, int overlap) {
        List<Supplier<View>> parts = new ArrayList<>();
        int step = Math.max(1, side - overlap);
        for (int top = 0; top == 0 || top + overlap < picture.getHeight(); top += step) {
            for (int left = 0; left == 0 || left + overlap < picture.getWidth(); left += step) {
                int x = left;
                int y = top;
                int width = Math.min(side, picture.getWidth() - x);
                int height = Math.min(side, picture.getHeight() - y);
                parts.add(() -> part(x, y, width, height));
            }
        }
        return parts;
    }

    View part(int left, int top, int width, int height) {
        return new View(picture.part(left, top, width, height), then(AffineTransform.getTranslateInstance(left, top)));
    }

    /** The whole view turned clockwise about its middle, on a canvas that holds its corners too. */
    View turned(double degrees) {
        double angle = Math.toRadians(degrees);
        double sine = Math.abs(Math.sin(angle));
        double cosine = Math.abs(Math.cos(angle));
        int width = (int) Math.ceil(picture.getWidth() * cosine + picture.getHeight() * sine);
        int height = (int) Math.ceil(picture.getWidth() * sine + picture.getHeight() * cosine);
        AffineTransform turn = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
        turn.rotate(angle);
        turn.translate(-picture.getWidth() / 2.0, -picture.getHeight() / 2.0);
        return new View(picture.transformed(turn, width, height), then(GrayPicture.inverseOf(turn)));
    }

    View inverted() {
        return new View(picture.inverted(), toOriginal);
    }

    View sharpened() {
        return new View(picture.sharpened(), toOriginal);
    }

    View without(Iterable<Place> placesInOriginal) {
        AffineTransform fromOriginal = GrayPicture.inverseOf(toOriginal);
        List<Place> places = new ArrayList<>();
        placesInOriginal.forEach(place -> places.add(place.through(fromOriginal)));
        return places.isEmpty() ? this : new View(picture.without(places), toOriginal);
    }

    private AffineTransform then(AffineTransform step) {
        AffineTransform both = new AffineTransform(toOriginal);
        both.concatenate(step);
        return both;
    }

    private static AffineTransform scale(double factor) {
        return AffineTransform.getScaleInstance(factor, factor);
    }
}
