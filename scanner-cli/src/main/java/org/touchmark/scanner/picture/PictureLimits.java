package org.touchmark.scanner.picture;

/**
 * What a picture may cost before a single pixel of it is decoded.
 *
 * @param maxFileBytes the largest file that is opened, in bytes
 * @param maxPixels the largest width times height, in pixels, read from the picture's header
 */
public record PictureLimits(long maxFileBytes, long maxPixels) {

    /** 64 MB and 50 megapixels: more than telephones make, less than what fills a small machine's memory. */
    public static final PictureLimits STANDARD = new PictureLimits(64L * 1024 * 1024, 50_000_000L);

    public PictureLimits {
        if (maxFileBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "limits of %d bytes and %d pixels: both must be positive".formatted(maxFileBytes, maxPixels));
        }
    }
}
