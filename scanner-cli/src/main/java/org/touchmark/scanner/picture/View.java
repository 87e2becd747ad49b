package org.touchmark.scanner.picture;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

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
        AffineTransform larger = scale(factor);
        GrayPicture drawn = picture.transformed(larger, picture.getWidth() * factor, picture.getHeight() * factor);
        return new View(drawn, then(GrayPicture.inverseOf(larger)));
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
