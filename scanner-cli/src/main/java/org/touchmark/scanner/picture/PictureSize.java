package org.touchmark.scanner.picture;

import java.util.Locale;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/**
 * What a picture's header says of its size.
 *
 * @param width in pixels, from 1
 * @param height in pixels, from 1
 */
record PictureSize(int width, int height) {

    /** A size that a header gives; throws if there is nothing in it to look at. */
    static PictureSize of(int width, int height) throws UnreadablePictureException {
        if (width < 1 || height < 1) {
            throw new UnreadablePictureException(
                    Reason.DAMAGED,
                    "the picture says that it is %d x %d pixels: copy it again".formatted(width, height));
        }
        return new PictureSize(width, height);
    }

    long pixels() {
        return (long) width * height;
    }

    /** Throws if the size is more than the limits allow. */
    void check(PictureLimits limits) throws UnreadablePictureException {
        if (pixels() > limits.maxPixels()) {
            throw new UnreadablePictureException(
                    Reason.TOO_MANY_PIXELS,
                    "%s is %s megapixels; up to %s are read: crop it to the label or send a smaller copy"
                            .formatted(this, megapixels(pixels()), megapixels(limits.maxPixels())));
        }
        if (Math.max(width, height) > limits.maxSidePixels()) {
            throw new UnreadablePictureException(
                    Reason.SIDE_TOO_LONG,
                    "%s pixels; sides of up to %,d are read: crop it to the label"
                            .formatted(this, limits.maxSidePixels()));
        }
    }

    /** Throws if drawing the picture as often as a JPEG has scans is more than the limits allow. */
    void checkScans(int scans, PictureLimits limits) throws UnreadablePictureException {
        if (scans * pixels() > limits.maxScanPixels()) {
            throw new UnreadablePictureException(
                    Reason.TOO_MANY_SCANS,
                    "%s in %,d scans or more is %s megapixels to decode; up to %s are: save it as a baseline JPEG"
                            .formatted(this, scans, megapixels(scans * pixels()), megapixels(limits.maxScanPixels())));
        }
    }

    private static String megapixels(long pixels) {
        return String.format(Locale.ROOT, "%,.1f", pixels / 1e6).replaceAll("\\.0$", "");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d x %,d", width, height);
    }
}
