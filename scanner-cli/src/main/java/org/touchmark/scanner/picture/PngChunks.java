package org.touchmark.scanner.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/**
 * A PNG's chunks (ISO/IEC 15948, clause 5), as far as pixels need them: colour profiles, texts (which unpack to
 * gigabytes), times and further frames of an animation are left out before a decoder sees them.
 */
final class PngChunks {

    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE_BYTES = 8;

    /** A chunk's length before its content, its type, and its sum after it. */
    private static final int FRAME_BYTES = 12;

    private PngChunks() {}

    /** The file without what pixels do not need; throws if the header declares more than the limits allow. */
    static byte[] needed(byte[] file, PictureLimits limits) throws UnreadablePictureException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE_BYTES);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = SIGNATURE_BYTES;
        while (file.length - at >= FRAME_BYTES) {
            long length = bytes.getInt(at) & 0xFFFF_FFFFL;
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (at == SIGNATURE_BYTES) {
                checkHeader(bytes, type, length, limits);
            }
            int end = (int) Math.min(file.length, at + FRAME_BYTES + length);
            if (NEEDED.contains(type)) {
                kept.write(file, at, end - at);
            }
            at = end;
            if (type.equals("IEND")) {
                break;
            }
        }
        return kept.toByteArray();
    }

    private static void checkHeader(ByteBuffer bytes, String type, long length, PictureLimits limits)
            throws UnreadablePictureException {
        int content = SIGNATURE_BYTES + 8;
        if (!type.equals("IHDR") || length < 8 || bytes.capacity() < content + 8) {
            throw new UnreadablePictureException(
                    Reason.DAMAGED, "a PNG that does not begin with its header: copy it again");
        }
        PictureSize.of(bytes.getInt(content), bytes.getInt(content + 4)).check(limits);
    }
}
