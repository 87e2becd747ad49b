package org.touchmark.gateway.serials;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import org.touchmark.domain.gs1.SerialNumber;

/** Reads serials one after the other without making an object of each. For one thread. */
public final class SerialReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int end;
    private int filled;
    private int left;

    private SerialReader(FileChannel file, int count) {
        this.file = file;
        this.left = count;
    }

    static SerialReader open(SerialList list, int from, int to) throws IOException {
        FileChannel file = FileChannel.open(list.folder().resolve(SerialList.SERIALS), StandardOpenOption.READ);
        SerialReader reader = new SerialReader(file, to - from);
        if (from < to) {
            file.position(place(list, from / SerialList.STRIDE));
            reader.left += from % SerialList.STRIDE;
            for (int skipped = 0; skipped < from % SerialList.STRIDE; skipped++) {
                reader.next();
            }
        }
        return reader;
    }

    private static long place(SerialList list, int stride) throws IOException {
        try (FileChannel places = FileChannel.open(list.folder().resolve(SerialList.PLACES), StandardOpenOption.READ)) {
            ByteBuffer place = ByteBuffer.allocate(Long.BYTES);
            while (place.hasRemaining()) {
                if (places.read(place, (long) stride * Long.BYTES + place.position()) < 0) {
                    throw new EOFException(list.folder() + ": its places end early");
                }
            }
            return place.getLong(0);
        }
    }

    /**
     * Goes to the next serial.
     *
     * @return false if there is none
     */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        from = end == 0 ? 0 : end + 1;
        int at = from;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == '\n') {
                    end = at;
                    return true;
                }
            }
            at = fill(at);
        }
    }

    /**
     * The array that holds the serial; it changes with the next one.
     *
     * @return ASCII bytes, others' too
     */
    // Not copied: that is what this reader is for.
    public byte[] bytes() {
        return buffer;
    }

    /**
     * Where the serial begins.
     *
     * @return an index of {@link #bytes}
     */
    public int from() {
        return from;
    }

    /**
     * How long it is.
     *
     * @return 1 to 20 bytes
     */
    public int length() {
        return end - from;
    }

    /**
     * The serial.
     *
     * @return the serial, checked
     */
    public SerialNumber serial() {
        return new SerialNumber(new String(buffer, from, length(), StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Keeps the beginning of a line that is not whole yet, and says where what follows it is put.
    private int fill(int at) {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        int resume = at - from;
        from = 0;
        try {
            int got = file.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
            if (got <= 0) {
                throw new EOFException("the list of serials ends early: " + (left + 1) + " are missing");
            }
            filled += got;
            return resume;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
