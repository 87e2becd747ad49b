package org.touchmark.gateway.serials;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * Finds serials in a list, and lists that share some: a sorted file of keys, 8 bytes big-endian each. A key is 39 bits of a
 * serial's hash and 24 bits of its position, so that equal serials are neighbours and neighbours are told apart by reading
 * them where they stand. For one thread.
 */
final class SerialIndex implements AutoCloseable {
    static final int POSITION_BITS = 24;

    private static final String FILE = "index";
    private static final int CHUNK = 1 << 16;
    private static final int BLOCK_KEYS = 1 << 13;

    /** In ten million, 2,400 keys a range. */
    private static final int RANGE_BITS = 12;

    private static final int RANGES = 1 << RANGE_BITS;
    private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;

    /** FNV-1a's offset and prime for 64 bits. */
    private static final long OFFSET = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private final FileChannel file;
    private final int count;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_KEYS * Long.BYTES);
    private int blockNumber = -1;

    private SerialIndex(FileChannel file, int count) {
        this.file = file;
        this.count = count;
    }

    /** One at a time: each holds 8 bytes a serial in memory. */
    static synchronized void build(SerialList list) throws IOException {
        long[] keys = new long[list.count()];
        int[][] starts = new int[(keys.length + CHUNK - 1) / CHUNK][];
        IntStream.range(0, starts.length).parallel().forEach(chunk -> starts[chunk] = fill(keys, list, chunk));
        write(list.folder().resolve(FILE), keys, starts);
    }

    static SerialIndex open(SerialList list) throws IOException {
        return new SerialIndex(FileChannel.open(list.folder().resolve(FILE), StandardOpenOption.READ), list.count());
    }

    static long hash(long key) {
        return key >>> POSITION_BITS;
    }

    static int position(long key) {
        return (int) (key & POSITION_MASK);
    }

    /** The key with an index in the sorted file, from 0; best asked for in ascending order. */
    long key(int index) throws IOException {
        if (index / BLOCK_KEYS != blockNumber) {
            load(index / BLOCK_KEYS);
        }
        return block.getLong(index % BLOCK_KEYS * Long.BYTES);
    }

    /** The index of the first key whose hash is not below another, at {@code from} or behind. */
    int firstNotBelow(long hash, int from) throws IOException {
        int low = from;
        int step = 1;
        // Steps that double: short where two lists of a size are compared, long where one of them is short.
        while (low + step < count && hash(key(low + step)) < hash) {
            low += step;
            step *= 2;
        }
        int high = Math.min(count, low + step);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hash(key(middle)) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    OptionalInt find(SerialNumber serial, SerialAccess access) throws IOException {
        byte[] bytes = serial.value().getBytes(StandardCharsets.US_ASCII);
        long hash = hash(key(bytes, 0, bytes.length, 0));
        for (int i = firstNotBelow(hash, 0); i < count && hash(key(i)) == hash; i++) {
            int position = position(key(i));
            if (access.at(position).equals(serial.value())) {
                return OptionalInt.of(position);
            }
        }
        return OptionalInt.empty();
    }

    int count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static long key(byte[] bytes, int from, int length, int position) {
        long hash = OFFSET;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * PRIME;
        }
        // MurmurHash3's finalizer, since FNV's upper bits are the weaker ones.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return ((hash ^ (hash >>> 33)) >>> (POSITION_BITS + 1)) << POSITION_BITS | position;
    }

    /** The keys of a chunk of the list, by their ranges; answers where each range begins, and at last the chunk's end. */
    private static int[] fill(long[] keys, SerialList list, int chunk) {
        int first = chunk * CHUNK;
        int end = Math.min(keys.length, first + CHUNK);
        long[] read = new long[end - first];
        int[] starts = new int[RANGES + 1];
        starts[0] = first;
        try (SerialReader reader = list.read(first, end)) {
            for (int i = 0; reader.next(); i++) {
                read[i] = key(reader.bytes(), reader.from(), reader.length(), first + i);
                starts[range(read[i]) + 1]++;
            }
        }
        for (int range = 0; range < RANGES; range++) {
            starts[range + 1] += starts[range];
        }
        int[] next = starts.clone();
        for (long key : read) {
            keys[next[range(key)]++] = key;
        }
        return starts;
    }

    private static int range(long key) {
        return (int) (key >>> (Long.SIZE - 1 - RANGE_BITS));
    }

    /** Each range by itself, on all processors: its keys stand in all chunks, and are few enough for a processor's cache. */
    private static void write(Path path, long[] keys, int[][] starts) throws IOException {
        int[] places = new int[RANGES];
        for (int range = 1; range < RANGES; range++) {
            places[range] = places[range - 1] + count(starts, range - 1);
        }
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            IntStream.range(0, RANGES)
                    .parallel()
                    .forEach(range -> write(out, (long) places[range] * Long.BYTES, sorted(keys, starts, range)));
            out.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int count(int[][] starts, int range) {
        int count = 0;
        for (int[] chunk : starts) {
            count += chunk[range + 1] - chunk[range];
        }
        return count;
    }

    private static long[] sorted(long[] keys, int[][] starts, int range) {
        long[] gathered = new long[count(starts, range)];
        int at = 0;
        for (int[] chunk : starts) {
            int some = chunk[range + 1] - chunk[range];
            System.arraycopy(keys, chunk[range], gathered, at, some);
            at += some;
        }
        Arrays.sort(gathered);
        return gathered;
    }

    private static void write(FileChannel out, long at, long[] keys) {
        ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
        bytes.asLongBuffer().put(keys);
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes, at + bytes.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(int number) throws IOException {
        blockNumber = number;
        block.clear().limit(Math.min(BLOCK_KEYS, count - number * BLOCK_KEYS) * Long.BYTES);
        long start = (long) number * BLOCK_KEYS * Long.BYTES;
        while (block.hasRemaining()) {
            if (file.read(block, start + block.position()) < 0) {
                throw new EOFException("the index of a list of serials ends early");
            }
        }
        block.flip();
    }
}
