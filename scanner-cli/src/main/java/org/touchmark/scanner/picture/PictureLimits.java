package org.touchmark.scanner.picture;

/**
 * What a picture may cost. All but the last are held before a single pixel is decoded.
 *
 * @param maxFileBytes the largest file that is read, in bytes
 * @param maxPixels the largest width times height, in pixels
 * @param maxSidePixels the largest width and the largest height, in pixels
 * @param maxScanPixels the largest number of pixels times the number of scans that a JPEG draws them in; a progressive
 *     one of a few kilobytes can draw fifty megapixels a thousand times
 * @param maxDecodeMillis how long decoding may keep a processor, in milliseconds
 */
public record PictureLimits(
        long maxFileBytes, long maxPixels, int maxSidePixels, long maxScanPixels, long maxDecodeMillis) {

    /**
     * 64 MB and 50 megapixels: more than telephones make, less than what fills a small machine's memory. Sides are what
     * a JPEG can have at all; ten scans are what encoders make, and they may make them at the full size.
     */
    public static final PictureLimits STANDARD =
            new PictureLimits(64L * 1024 * 1024, 50_000_000L, 65_535, 500_000_000L, 10_000L);

    public PictureLimits {
        if (maxFileBytes < 1 || maxPixels < 1 || maxSidePixels < 1 || maxScanPixels < 1 || maxDecodeMillis < 1) {
            throw new IllegalArgumentException(
                    "limits of %d bytes, %d pixels, %d pixels a side, %d pixels in scans and %d ms: all must be positive"
                            .formatted(maxFileBytes, maxPixels, maxSidePixels, maxScanPixels, maxDecodeMillis));
        }
    }
}
