package org.touchmark.scanner.picture;

/**
 * One QR code of a picture.
 *
 * @param text what the code says
 * @param x where its middle stands, in pixels from the picture's left edge
 * @param y where its middle stands, in pixels from the picture's top edge
 * @param side its side between the middles of two finder patterns, in pixels
 */
public record FoundCode(String text, int x, int y, int side) {

    /** A code that somebody else read: it stands in no picture. */
    public static FoundCode typed(String text) {
        return new FoundCode(text, 0, 0, 0);
    }

    /** Whether it stands in a picture. */
    public boolean isInPicture() {
        return side > 0;
    }

    static FoundCode of(String text, Place place) {
        return new FoundCode(
                text,
                (int) Math.round(place.middle().getX()),
                (int) Math.round(place.middle().getY()),
                (int) Math.round(place.side()));
    }
}
