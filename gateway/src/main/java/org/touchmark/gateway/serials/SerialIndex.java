package org.touchmark.gateway.serials;

import java.io.EOFException;
import java.io.IOException;
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
    private static final int RANGE_BITS = 8;
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
        IntStream.range(0, (keys.length + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            try (SerialReader reader = list.read(from, Math.min(keys.length, from + CHUNK))) {
                for (int position = from; reader.next(); position++) {
                    keys[position] = key(reader.bytes(), reader.from(), reader.length(), position);
                }
            }
        });
        sort(keys);
        write(list.folder().resolve(FILE), keys);
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

    /**
     * Sorts in place, since the parallel sort takes as much memory again: by their upper bits first, which are hashes and so
     * even, and then in ranges on all processors, each of which is small enough for a processor's cache.
     */
    private static void sort(long[] keys) {
        int[] starts = new int[RANGES + 1];
        for (long key : keys) {
            starts[range(key) + 1]++;
        }
        for (int range = 0; range < RANGES; range++) {
            starts[range + 1] += starts[range];
        }
        int[] next = Arrays.copyOf(starts, RANGES);
        for (int range = 0; range < RANGES; range++) {
            for (; next[range] < starts[range + 1]; next[range]++) {
                keys[next[range]] = exchanged(keys, next, range, keys[next[range]]);
            }
        }
        IntStream.range(0, RANGES).parallel().forEach(range -> Arrays.sort(keys, starts[range], starts[range + 1]));
    }

    // Puts a key where its range has room and takes up the one that lay there, until that is one of the range wanted.
    private static long exchanged(long[] keys, int[] next, int wanted, long first) {
        long key = first;
        for (int range = range(key); range != wanted; range = range(key)) {
            int to = next[range]++;
            long there = keys[to];
            keys[to] = key;
            key = there;
        }
        return key;
    }

    private static int range(long key) {
        return (int) (key >>> (Long.SIZE - 1 - RANGE_BITS));
    }

    private static void write(Path path, long[] keys) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Long.BYTES);
            for (int from = 0; from < keys.length; from += CHUNK) {
                int many = Math.min(CHUNK, keys.length - from);
                bytes.clear().limit(many * Long.BYTES);
                bytes.asLongBuffer().put(keys, from, many);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
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
