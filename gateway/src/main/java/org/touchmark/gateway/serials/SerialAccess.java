package org.touchmark.gateway.serials;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Reads single serials of a list by their positions, two microseconds each. For one thread. */
final class SerialAccess implements AutoCloseable {
    private final FileChannel serials;
    private final LongBuffer places;
    private final byte[] stride = new byte[SerialList.STRIDE * SerialList.MAX_LINE_BYTES];

    private SerialAccess(FileChannel serials, LongBuffer places) {
        this.serials = serials;
        this.places = places;
    }

    static SerialAccess open(SerialList list) throws IOException {
        // 8 bytes for 64 serials: little enough to have in memory.
        LongBuffer places = ByteBuffer.wrap(Files.readAllBytes(list.folder().resolve(SerialList.PLACES)))
                .asLongBuffer();
        return new SerialAccess(
                FileChannel.open(list.folder().resolve(SerialList.SERIALS), StandardOpenOption.READ), places);
    }

    String at(int position) throws IOException {
        long start = places.get(position / SerialList.STRIDE);
        int filled = fill(start);
        int from = 0;
        for (int skipped = 0; skipped < position % SerialList.STRIDE; skipped++) {
            from = end(from, filled) + 1;
        }
        return new String(stride, from, end(from, filled) - from, StandardCharsets.US_ASCII);
    }

    private int fill(long start) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(stride);
        while (into.hasRemaining() && serials.read(into, start + into.position()) > 0) {
            // A read may give less than what is there.
        }
        return into.position();
    }

    private int end(int from, int filled) throws IOException {
        for (int at = from; at < filled; at++) {
            if (stride[at] == '\n') {
                return at;
            }
        }
        throw new EOFException("the list of serials ends early");
    }

    @Override
    public void close() throws IOException {
        serials.close();
    }
}
