package org.touchmark.gateway.registration;

import java.nio.ByteBuffer;
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
 * they are packed, 4 bytes each for their containers. A page is made when it is asked for, by any thread.
 */
final class BatchDigests {
    private static final int CHUNK = 1 << 16;

    /** Each digest's upper and lower half, one behind the other. */
    private final long[] halves;

    /** Each digest's container; empty where units are loose. */
    private final int[] ordinals;

    /** Where each page's digests begin, and at last their number. */
    private final int[] starts;

    private final PageLayout layout;

    private BatchDigests(long[] halves, int[] ordinals, int[] starts, PageLayout layout) {
        this.halves = halves;
        this.ordinals = ordinals;
        this.starts = starts;
        this.layout = layout;
    }

    /** Computes digests on all processors; {@code done} is told, on any of them, how many are done. */
    static BatchDigests of(KeptBatch batch, SerialList serials, LongConsumer done) {
        int count = serials.count();
        long[] halves = new long[2 * count];
        AtomicLong ready = new AtomicLong();
        IntStream.range(0, (count + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            int to = Math.min(count, from + CHUNK);
            fill(halves, batch, serials, from, to);
            done.accept(ready.addAndGet(to - from));
        });
        BatchDigests digests = new BatchDigests(
                halves,
                batch.packing().map(packing -> ordinals(packing, count)).orElse(new int[0]),
                new int[batch.terms().layout().pages() + 1],
                batch.terms().layout());
        digests.orderByPage();
        return digests;
    }

    int pages() {
        return layout.pages();
    }

    /** A page with its digests in order. Refuses one with equal digests: a unit that is there twice. */
    Page page(int number) {
        int from = starts[number];
        int count = starts[number + 1] - from;
        if (ordinals.length > 0) {
            return packedPage(from, count);
        }
        long[] sorted = roughlySorted(from, count);
        insertionSort(sorted, count);
        ByteBuffer bytes = ByteBuffer.allocate(count * UnitDigest.LENGTH);
        bytes.asLongBuffer().put(sorted, 0, 2 * count);
        return Page.ofSorted(bytes.array(), count);
    }

    private Page packedPage(int from, int count) {
        SortedMap<UnitDigest, Integer> entries = new TreeMap<>();
        for (int i = from; i < from + count; i++) {
            UnitDigest digest = new UnitDigest(halves[2 * i], halves[2 * i + 1]);
            if (entries.put(digest, ordinals[i]) != null) {
                throw new RefusedException(
                        ErrorCode.PAGE_DUPLICATE_DIGEST, "unit " + digest + " is twice in the batch");
            }
        }
        return Page.of(entries);
    }

    private static int[] ordinals(Packing packing, int count) {
        return IntStream.range(0, count).map(packing::ordinal).toArray();
    }

    private static void fill(long[] halves, KeptBatch batch, SerialList serials, int from, int to) {
        SerialDigester digester = new SerialDigester(batch);
        try (SerialReader reader = serials.read(from, to)) {
            for (int i = from; reader.next(); i++) {
                UnitDigest digest = digester.digest(reader);
                halves[2 * i] = digest.high();
                halves[2 * i + 1] = digest.low();
            }
        }
    }

    // In place: counts first, then each digest is put where its page has room, and the one that lay there is taken up.
    private void orderByPage() {
        int count = halves.length / 2;
        for (int i = 0; i < count; i++) {
            starts[pageOf(i) + 1]++;
        }
        for (int page = 0; page < pages(); page++) {
            starts[page + 1] += starts[page];
        }
        int[] next = starts.clone();
        for (int page = 0; page < pages(); page++) {
            while (next[page] < starts[page + 1]) {
                int belongs = pageOf(next[page]);
                if (belongs == page) {
                    next[page]++;
                } else {
                    swap(next[page], next[belongs]++);
                }
            }
        }
    }

    private int pageOf(int index) {
        return layout.pageOf(new UnitDigest(halves[2 * index], halves[2 * index + 1]));
    }

    private void swap(int one, int other) {
        long high = halves[2 * one];
        long low = halves[2 * one + 1];
        halves[2 * one] = halves[2 * other];
        halves[2 * one + 1] = halves[2 * other + 1];
        halves[2 * other] = high;
        halves[2 * other + 1] = low;
        if (ordinals.length > 0) {
            int ordinal = ordinals[one];
            ordinals[one] = ordinals[other];
            ordinals[other] = ordinal;
        }
    }

    // Digests are even: in as many slots as there are digests, one lies about where it belongs.
    private long[] roughlySorted(int from, int count) {
        int[] slots = new int[count + 1];
        for (int i = from; i < from + count; i++) {
            slots[slot(halves[2 * i], count) + 1]++;
        }
        for (int slot = 0; slot < count; slot++) {
            slots[slot + 1] += slots[slot];
        }
        long[] sorted = new long[2 * count];
        for (int i = from; i < from + count; i++) {
            int at = slots[slot(halves[2 * i], count)]++;
            sorted[2 * at] = halves[2 * i];
            sorted[2 * at + 1] = halves[2 * i + 1];
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
