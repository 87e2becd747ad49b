package org.touchmark.scanner.picture;

import com.google.zxing.Binarizer;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;

/** How black and white are told apart. */
enum Threshold {
    /** Against the neighbourhood: for uneven light. */
    LOCAL,
    /** One for the whole view: for small, flat or blurred codes. */
    GLOBAL,
    /** Half of white: for views whose every neighbourhood was brought to the same mean. */
    MIDDLE;

    private static final int HALF = 0x80;

    /** The dark pixels of a picture; none where all are alike. */
    BitMatrix applyTo(GrayPicture picture) {
        return switch (this) {
            case LOCAL -> bits(new HybridBinarizer(picture));
            case GLOBAL -> bits(new GlobalHistogramBinarizer(picture));
            case MIDDLE -> belowHalf(picture);
        };
    }

    private static BitMatrix bits(Binarizer binarizer) {
        try {
            return binarizer.getBlackMatrix();
        } catch (NotFoundException e) {
            return new BitMatrix(binarizer.getWidth(), binarizer.getHeight());
        }
    }

    private static BitMatrix belowHalf(GrayPicture picture) {
        BitMatrix bits = new BitMatrix(picture.getWidth(), picture.getHeight());
        byte[] pixels = picture.getMatrix();
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((pixels[at++] & 0xFF) < HALF) {
                    bits.set(x, y);
                }
            }
        }
        return bits;
    }
}
