package org.touchmark.gateway.registration;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.serials.SerialList;
import org.touchmark.gateway.serials.SerialReader;

/**
 * The digests of all units of a batch, ordered by page: 16 bytes each in one array, which is 160 MB for ten million; and where
 * they are packed, 4 bytes each for their containers. The list is ordered a chunk at a time, each of which fits a processor's
 * cache, and a page is gathered from all chunks when it is asked for, by any thread.
 */
final class BatchDigests {
    private static final int CHUNK = 1 << 16;

    /** Each digest's upper and lower half, one behind the other. */
    private final long[] halves;

    /** Each digest's container; empty where units are loose. */
    private final int[] ordinals;

    /** Of each chunk: where each page's digests begin, and at last the chunk's end. */
    private final int[][] starts;

    private final PageLayout layout;

    private BatchDigests(KeptBatch batch, int count) {
        this.halves = new long[2 * count];
        this.ordinals = new int[batch.packing().isPresent() ? count : 0];
        this.starts = new int[(count + CHUNK - 1) / CHUNK][];
        this.layout = batch.terms().layout();
    }

    /** Computes digests on all processors; {@code done} is told, on any of them, how many are done. */
    static BatchDigests of(KeptBatch batch, SerialList serials, LongConsumer done) {
        BatchDigests digests = new BatchDigests(batch, serials.count());
        AtomicLong ready = new AtomicLong();
        IntStream.range(0, digests.starts.length).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            int to = Math.min(serials.count(), from + CHUNK);
            digests.fill(chunk, digested(batch, serials, from, to), batch.packing());
            done.accept(ready.addAndGet(to - from));
        });
        return digests;
    }

    int pages() {
        return layout.pages();
    }

    /** A page with its digests in order. Refuses one with equal digests: a unit that is there twice. */
    Page page(int number) {
        if (ordinals.length > 0) {
            return packedPage(number);
        }
        int count = 0;
        for (int[] chunk : starts) {
            count += chunk[number + 1] - chunk[number];
        }
        long[] sorted = roughlySorted(number, count);
        insertionSort(sorted, count);
        ByteBuffer bytes = ByteBuffer.allocate(count * UnitDigest.LENGTH);
        bytes.asLongBuffer().put(sorted, 0, 2 * count);
        return Page.ofSorted(bytes.array(), count);
    }

    private Page packedPage(int number) {
        SortedMap<UnitDigest, Integer> entries = new TreeMap<>();
        for (int[] chunk : starts) {
            for (int i = chunk[number]; i < chunk[number + 1]; i++) {
                UnitDigest digest = new UnitDigest(halves[2 * i], halves[2 * i + 1]);
                if (entries.put(digest, ordinals[i]) != null) {
                    throw new RefusedException(
                            ErrorCode.PAGE_DUPLICATE_DIGEST, "unit " + digest + " is twice in the batch");
                }
            }
        }
        return Page.of(entries);
    }

    /** The digests of a part of the list, in its order. */
    private static long[] digested(KeptBatch batch, SerialList serials, int from, int to) {
        long[] halves = new long[2 * (to - from)];
        SerialDigester digester = new SerialDigester(batch);
        try (SerialReader reader = serials.read(from, to)) {
            for (int i = 0; reader.next(); i++) {
                UnitDigest digest = digester.digest(reader);
                halves[2 * i] = digest.high();
                halves[2 * i + 1] = digest.low();
            }
        }
        return halves;
    }

    /** Puts a chunk's digests into their place: counts each page's first, which tells where they begin. */
    private void fill(int chunk, long[] digested, Optional<Packing> packing) {
        int first = chunk * CHUNK;
        int count = digested.length / 2;
        int[] begins = new int[pages() + 1];
        begins[0] = first;
        for (int i = 0; i < count; i++) {
            begins[pageOf(digested, i) + 1]++;
        }
        for (int page = 0; page < pages(); page++) {
            begins[page + 1] += begins[page];
        }
        starts[chunk] = begins;
        int[] next = begins.clone();
        for (int i = 0; i < count; i++) {
            int to = next[pageOf(digested, i)]++;
            halves[2 * to] = digested[2 * i];
            halves[2 * to + 1] = digested[2 * i + 1];
            if (packing.isPresent()) {
                ordinals[to] = packing.get().ordinal(first + i);
            }
        }
    }

    private int pageOf(long[] digests, int index) {
        return layout.pageOf(new UnitDigest(digests[2 * index], digests[2 * index + 1]));
    }

    // Digests are even: in as many slots as there are digests, one lies about where it belongs.
    private long[] roughlySorted(int page, int count) {
        int[] slots = new int[count + 1];
        for (int[] chunk : starts) {
            for (int i = chunk[page]; i < chunk[page + 1]; i++) {
                slots[slot(halves[2 * i], count) + 1]++;
            }
        }
        for (int slot = 0; slot < count; slot++) {
            slots[slot + 1] += slots[slot];
        }
        long[] sorted = new long[2 * count];
        for (int[] chunk : starts) {
            for (int i = chunk[page]; i < chunk[page + 1]; i++) {
                int at = slots[slot(halves[2 * i], count)]++;
                sorted[2 * at] = halves[2 * i];
                sorted[2 * at + 1] = halves[2 * i + 1];
            }
        }
        return sorted;
    }

    // What PageLayout.pageOf rounds off: how far into its page a digest lies, as a share of 2^32.
    private int slot(long high, int count) {
        long share = ((high >>> 32) * layout.pages()) & 0xffff_ffffL;
        return (int) ((share * count) >>> 32);
    }

    private static void insertionSort(long[] halves, int count) {
        for (int i = 1; i < count; i++) {
            long high = halves[2 * i];
            long low = halves[2 * i + 1];
            int at = i;
            while (at > 0 && isBelow(high, low, halves[2 * at - 2], halves[2 * at - 1])) {
                halves[2 * at] = halves[2 * at - 2];
                halves[2 * at + 1] = halves[2 * at - 1];
                at--;
            }
            halves[2 * at] = high;
            halves[2 * at + 1] = low;
        }
    }

    private static boolean isBelow(long high, long low, long otherHigh, long otherLow) {
        return high == otherHigh ? Long.compareUnsigned(low, otherLow) < 0 : Long.compareUnsigned(high, otherHigh) < 0;
    }
}
