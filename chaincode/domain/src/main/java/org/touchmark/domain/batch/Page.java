package org.touchmark.domain.batch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeSet;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The digests of one bucket of a batch, as they lie on the ledger.
 *
 * <p>Bytes: {@code TMP1}; flags (bit 0: ordinals follow); three zero bytes; the count, 4 bytes big-endian; that many
 * digests of 16 bytes in strictly ascending unsigned order; and, where the flag says so, that many ordinals of 4 bytes
 * big-endian, each naming the container that the unit was packed into at birth.
 */
public final class Page {
    /** Twice the average: a bucket of honest digests never comes near it. */
    public static final int MAX_ENTRIES = 2 * PageLayout.ENTRIES_PER_PAGE;

    private static final long MAX_ORDINAL = 0xFFFF_FFFFL;
    private static final byte[] MAGIC = {'T', 'M', 'P', '1'};
    private static final int HEADER = 12;
    private static final int ORDINALS_FLAG = 1;

    /** Bytes of the fullest page. */
    public static final int MAX_BYTES = HEADER + MAX_ENTRIES * (UnitDigest.LENGTH + Integer.BYTES);

    private final byte[] encoded;
    private final int count;

    private Page(byte[] encoded) {
        this.encoded = encoded;
        this.count = ByteBuffer.wrap(encoded).getInt(8);
    }

    /**
     * The page of these digests, without ordinals.
     *
     * @throws RefusedException PAGE_MALFORMED if there are too many
     */
    public static Page of(Collection<UnitDigest> digests) {
        TreeSet<UnitDigest> sorted = new TreeSet<>(digests);
        byte[] page = start(sorted.size(), 0, UnitDigest.LENGTH);
        write(page, sorted);
        return new Page(page);
    }

    /**
     * The page of digests that are in order already, without ordinals: for whoever has millions.
     *
     * @param digests 16 bytes each, in strictly ascending unsigned order
     * @param count how many of them, from the array's start
     * @throws RefusedException PAGE_MALFORMED if there are too many, or two that are not in order
     */
    public static Page ofSorted(byte[] digests, int count) {
        byte[] encoded = start(count, 0, UnitDigest.LENGTH);
        System.arraycopy(digests, 0, encoded, HEADER, count * UnitDigest.LENGTH);
        Page page = new Page(encoded);
        page.requireAscending();
        return page;
    }

    /**
     * The page of these digests, each with its ordinal.
     *
     * @throws RefusedException PAGE_MALFORMED if there are too many
     */
    public static Page of(SortedMap<UnitDigest, Integer> ordinals) {
        byte[] page = start(ordinals.size(), ORDINALS_FLAG, UnitDigest.LENGTH + Integer.BYTES);
        write(page, ordinals.keySet());
        ByteBuffer behind = ByteBuffer.wrap(page).position(offset(ordinals.size()));
        ordinals.values().forEach(behind::putInt);
        return new Page(page);
    }

    /**
     * Reads a page that came from outside.
     *
     * @throws RefusedException PAGE_MALFORMED, PAGE_UNSORTED or PAGE_DUPLICATE_DIGEST, saying where
     */
    public static Page parse(byte[] encoded) {
        if (encoded.length < HEADER || encoded.length > MAX_BYTES) {
            throw malformed("has " + encoded.length + " bytes, should have " + HEADER + " to " + MAX_BYTES);
        }
        if (!Arrays.equals(encoded, 0, 4, MAGIC, 0, 4)) {
            throw malformed("does not begin with TMP1");
        }
        if ((encoded[4] & ~ORDINALS_FLAG) != 0 || encoded[5] != 0 || encoded[6] != 0 || encoded[7] != 0) {
            throw malformed("has unknown flags");
        }
        int count = ByteBuffer.wrap(encoded).getInt(8);
        int entry = UnitDigest.LENGTH + (encoded[4] == ORDINALS_FLAG ? Integer.BYTES : 0);
        if (count < 0 || count > MAX_ENTRIES || encoded.length != HEADER + count * entry) {
            throw malformed(
                    "says it has " + Integer.toUnsignedString(count) + " entries, has " + encoded.length + " bytes");
        }
        Page page = new Page(encoded.clone());
        page.requireAscending();
        return page;
    }

    /** A page as it lies on the ledger, which took it through {@link #parse} before. */
    static Page stored(byte[] encoded) {
        return new Page(encoded);
    }

    public byte[] toBytes() {
        return encoded.clone();
    }

    public int count() {
        return count;
    }

    /** The digest at an index, from 0. */
    public UnitDigest digest(int index) {
        return UnitDigest.read(encoded, offset(index));
    }

    /** The ordinal at an index; empty where the page has none. */
    public OptionalInt ordinal(int index) {
        return hasOrdinals()
                ? OptionalInt.of(ByteBuffer.wrap(encoded).getInt(offset(count) + index * Integer.BYTES))
                : OptionalInt.empty();
    }

    /** The index of a digest; empty where the page does not have it. */
    public OptionalInt indexOf(UnitDigest digest) {
        int index = countBelow(digest);
        return index < count && digest(index).equals(digest) ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** How many entries stand below a digest. */
    int countBelow(UnitDigest digest) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (digest(middle).compareTo(digest) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The Merkle root over the entries; SHA-256 of nothing where there are none. */
    public Bytes root() {
        return count == 0 ? emptyRoot() : root(MerkleTree.builder(count), 0, count);
    }

    /** The proof that the entry at an index is under {@link #root}. */
    public InclusionProof proof(int index) {
        return tree().proof(index);
    }

    /**
     * Refuses a page with a digest of another bucket, which would never be found where it lies.
     *
     * @throws RefusedException PAGE_FOREIGN_DIGEST
     */
    public void requireBucket(PageLayout layout, int number) {
        for (int i = 0; i < count; i++) {
            int belongs = layout.pageOf(digest(i));
            if (belongs != number) {
                throw new RefusedException(
                        ErrorCode.PAGE_FOREIGN_DIGEST,
                        "entry " + i + " of page " + number + " belongs in page " + belongs);
            }
        }
    }

    /**
     * Refuses a page with an ordinal that the batch's packing plan does not have.
     *
     * @throws RefusedException ORDINAL_OUT_OF_RANGE
     */
    void requireOrdinals(Optional<PackingPlan> plan, int number) {
        if (!hasOrdinals()) {
            return;
        }
        int containers = plan.map(PackingPlan::containers).orElse(0);
        ByteBuffer ordinals = ByteBuffer.wrap(encoded).position(offset(count));
        for (int i = 0; i < count; i++) {
            int ordinal = ordinals.getInt();
            if (ordinal != PackingPlan.LOOSE && (ordinal < 0 || ordinal >= containers)) {
                throw new RefusedException(
                        ErrorCode.ORDINAL_OUT_OF_RANGE,
                        "entry " + i + " of page " + number + " names container " + Integer.toUnsignedString(ordinal)
                                + ", the batch's plan has " + containers);
            }
        }
    }

    static OptionalInt ordinal(JsonObject json) {
        return json.has("ordinal") ? OptionalInt.of((int) json.number("ordinal", 0, MAX_ORDINAL)) : OptionalInt.empty();
    }

    /** The bytes that an entry is in its page's Merkle tree. */
    static byte[] leaf(UnitDigest digest, OptionalInt ordinal) {
        ByteBuffer leaf = ByteBuffer.allocate(UnitDigest.LENGTH + (ordinal.isPresent() ? Integer.BYTES : 0));
        leaf.put(digest.toBytes());
        ordinal.ifPresent(leaf::putInt);
        return leaf.array();
    }

    static Bytes emptyRoot() {
        return Sha256.of();
    }

    private MerkleTree tree() {
        return tree(0, count);
    }

    /** The tree over the entries from one index to before another. */
    MerkleTree tree(int from, int to) {
        MerkleTree.Builder tree = MerkleTree.builder(to - from);
        add(tree, from, to);
        return tree.build();
    }

    /** The root of that tree; {@code tree}, which is empty before and after, may serve for many. */
    Bytes root(MerkleTree.Builder tree, int from, int to) {
        add(tree, from, to);
        return tree.root();
    }

    private void add(MerkleTree.Builder tree, int from, int to) {
        for (int i = from; i < to; i++) {
            if (hasOrdinals()) {
                tree.add(leaf(digest(i), ordinal(i)));
            } else {
                tree.add(encoded, offset(i), UnitDigest.LENGTH);
            }
        }
    }

    private void requireAscending() {
        for (int i = 1; i < count; i++) {
            int order = Arrays.compareUnsigned(encoded, offset(i - 1), offset(i), encoded, offset(i), offset(i + 1));
            if (order == 0) {
                throw new RefusedException(
                        ErrorCode.PAGE_DUPLICATE_DIGEST,
                        "entries " + (i - 1) + " and " + i + " of the page are one unit, " + digest(i)
                                + "; a batch has no serial twice");
            }
            if (order > 0) {
                throw new RefusedException(
                        ErrorCode.PAGE_UNSORTED,
                        "entry " + i + " of the page does not follow entry " + (i - 1) + " in ascending order");
            }
        }
    }

    private boolean hasOrdinals() {
        return encoded[4] == ORDINALS_FLAG;
    }

    private static int offset(int index) {
        return HEADER + index * UnitDigest.LENGTH;
    }

    private static byte[] start(int count, int flags, int entryLength) {
        if (count > MAX_ENTRIES) {
            throw malformed("has " + count + " entries, more than " + MAX_ENTRIES);
        }
        byte[] page = new byte[HEADER + count * entryLength];
        ByteBuffer.wrap(page).put(MAGIC).put((byte) flags).put(new byte[3]).putInt(count);
        return page;
    }

    private static void write(byte[] page, Collection<UnitDigest> digests) {
        int offset = HEADER;
        for (UnitDigest digest : digests) {
            digest.write(page, offset);
            offset += UnitDigest.LENGTH;
        }
    }

    private static RefusedException malformed(String rule) {
        return new RefusedException(ErrorCode.PAGE_MALFORMED, "the page " + rule);
    }
}
