package org.touchmark.scanner.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/**
 * A JPEG's segments (ISO/IEC 10918-1, annex B), as far as pixels need them: colour profiles, previews, comments and
 * what follows the first picture are left out before a decoder sees them, and scans are counted before one is decoded.
 */
final class JpegSegments {

    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int ADOBE = 0xEE;

    /** Where Adobe's segment says how colours were changed: behind its length, name, version and two flags. */
    private static final int ADOBE_TRANSFORM = 13;

    /** Where a frame says how many components it has: behind its length, precision, height and width. */
    private static final int FRAME_COMPONENTS = 7;

    private final byte[] file;
    private final PictureLimits limits;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private int scans;
    private int components;
    private Inks inks = Inks.PLAIN;

    private JpegSegments(byte[] file, PictureLimits limits) {
        this.file = file;
        this.limits = limits;
        this.kept = new ByteArrayOutputStream(file.length);
    }

    /** How the numbers of a picture in four inks are meant. */
    enum Inks {
        /** More is darker. */
        PLAIN,
        /** Less is darker: so Adobe's programs write. */
        INVERTED,
        /** Less is darker, and the colours are told as brightness (more is darker) and two differences. */
        INVERTED_LUMA
    }

    /** A file's segments; throws if decoding them would cost more than the limits allow. */
    static JpegSegments of(byte[] file, PictureLimits limits) throws UnreadablePictureException {
        JpegSegments segments = new JpegSegments(file, limits);
        segments.walk();
        return segments;
    }

    /** The file without what pixels do not need. */
    byte[] needed() {
        return kept.toByteArray();
    }

    /** Whether its pixels are of four inks, as printers have them. */
    boolean hasFourInks() {
        return components == 4;
    }

    /** What the file says of its inks, if it has four. */
    Inks inks() {
        return inks;
    }

    private void walk() throws UnreadablePictureException {
        kept.write(file, 0, at);
        PictureSize size = null;
        while (toNextMarker()) {
            int marker = unsigned(at++);
            if (isAlone(marker)) {
                keep(marker, at, at);
                if (marker == END_OF_IMAGE) {
                    return;
                }
                continue;
            }
            int end = endOfSegment();
            if (isFrame(marker) && end - at > FRAME_COMPONENTS) {
                components = unsigned(at + FRAME_COMPONENTS);
                size = PictureSize.of(twoBytes(at + 5), twoBytes(at + 3));
                size.check(limits);
            }
            int next = end;
            if (marker == START_OF_SCAN) {
                next = endOfScan(end);
                scans++;
                if (size == null) {
                    throw damaged("a JPEG whose pixels come before their number");
                }
                size.checkScans(scans, limits);
            }
            if (marker == ADOBE && begins("Adobe") && end - at > ADOBE_TRANSFORM) {
                inks = unsigned(at + ADOBE_TRANSFORM) == 2 ? Inks.INVERTED_LUMA : Inks.INVERTED;
            }
            if (isNeeded(marker)) {
                keep(marker, at, next);
            }
            at = next;
        }
    }

    /** Steps behind the next 0xFF that begins a marker, over what is none; false at the file's end. */
    private boolean toNextMarker() {
        while (at < file.length - 1) {
            if (unsigned(at++) == 0xFF && unsigned(at) != 0xFF && unsigned(at) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Markers without content: the start and end of the image, restarts, and one for private use. */
    private static boolean isAlone(int marker) {
        return (marker >= 0xD0 && marker <= END_OF_IMAGE) || marker == 0x01;
    }

    /** Start-of-frame markers of every process; 0xC4, 0xC8 and 0xCC between them are tables and one in reserve. */
    private static boolean isFrame(int marker) {
        return marker == 0xC0 || (marker > 0xC0 && marker <= 0xCF && marker % 4 != 0);
    }

    /** The decoder tells colour models by what JFIF, Exif and Adobe's segments say; no other tells it anything. */
    private boolean isNeeded(int marker) {
        if (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) {
            return begins("JFIF\0") || begins("Exif\0") || begins("Adobe");
        }
        return marker != COMMENT;
    }

    private boolean begins(String name) {
        byte[] sign = name.getBytes(StandardCharsets.US_ASCII);
        int content = at + 2;
        for (int i = 0; i < sign.length; i++) {
            if (content + i >= file.length || file[content + i] != sign[i]) {
                return false;
            }
        }
        return true;
    }

    private int endOfSegment() throws UnreadablePictureException {
        int length = at + 1 < file.length ? twoBytes(at) : 2;
        if (length < 2) {
            throw damaged("a JPEG with a segment of %d bytes at byte %,d".formatted(length, at));
        }
        return Math.min(file.length, at + length);
    }

    /** Where the next marker is that is neither a restart of the same scan nor a 0xFF among its data. */
    private int endOfScan(int from) {
        for (int i = from; i < file.length - 1; i++) {
            int next = unsigned(i + 1);
            boolean data = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
            if (unsigned(i) == 0xFF && !data) {
                return i;
            }
        }
        return file.length;
    }

    private void keep(int marker, int from, int to) {
        kept.write(0xFF);
        kept.write(marker);
        kept.write(file, from, to - from);
    }

    private int unsigned(int index) {
        return file[index] & 0xFF;
    }

    private int twoBytes(int index) {
        return unsigned(index) << 8 | unsigned(index + 1);
    }

    private static UnreadablePictureException damaged(String what) {
        return new UnreadablePictureException(Reason.DAMAGED, "the picture is damaged (" + what + "): copy it again");
    }
}
