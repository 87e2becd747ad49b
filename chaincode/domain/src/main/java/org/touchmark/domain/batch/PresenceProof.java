package org.touchmark.domain.batch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The proof that a digest is in a batch: a path from its entry to its page's root, and one from there to the batch's.
 *
 * @param inPage the entry's index, the page's entries, and the path between
 * @param ordinal the entry's ordinal, an unsigned number that is part of its leaf; empty where the page has none
 * @param inBatch the page's number, the batch's pages, and the path between
 */
public record PresenceProof(InclusionProof inPage, OptionalInt ordinal, InclusionProof inBatch) {
    /** The proof of the entry at an index of a page. */
    public static PresenceProof of(BatchTree batch, int number, Page page, int index) {
        return new PresenceProof(page.proof(index), page.ordinal(index), batch.proof(number));
    }

    /** As {@link #of(BatchTree, int, Page, int)}, with the hashes of one run of entries only. */
    public static PresenceProof of(BatchTree batch, int number, Page page, EntryRuns runs, int index) {
        return new PresenceProof(runs.proof(page, index), page.ordinal(index), batch.proof(number));
    }

    /**
     * Reads a proof in bytes: ordinal there (1 byte, 0 or 1), ordinal; index and size in the page, number of hashes, the
     * hashes; the same for the batch. Numbers are 4 bytes big-endian, hashes 32.
     *
     * @throws RefusedException PROOF_INVALID
     */
    public static PresenceProof parse(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            boolean packed = in.get() != 0;
            int ordinal = in.getInt();
            PresenceProof proof =
                    new PresenceProof(path(in), packed ? OptionalInt.of(ordinal) : OptionalInt.empty(), path(in));
            if (!Arrays.equals(proof.toBytes(), bytes)) {
                throw new RefusedException(ErrorCode.PROOF_INVALID, "the proof of presence is not in its one form");
            }
            return proof;
        } catch (BufferUnderflowException e) {
            throw new RefusedException(ErrorCode.PROOF_INVALID, "the proof of presence ends too early", e);
        }
    }

    /** The bytes that {@link #parse} reads. */
    public byte[] toBytes() {
        int hashes = inPage.path().size() + inBatch.path().size();
        ByteBuffer out = ByteBuffer.allocate(1 + 7 * Integer.BYTES + hashes * Sha256.LENGTH);
        out.put((byte) (ordinal.isPresent() ? 1 : 0)).putInt(ordinal.orElse(0));
        write(inPage, out);
        write(inBatch, out);
        return out.array();
    }

    private static InclusionProof path(ByteBuffer in) {
        int index = in.getInt();
        int size = in.getInt();
        int hashes = in.getInt();
        if (hashes < 0 || hashes > InclusionProof.MAX_PATH) {
            throw new RefusedException(ErrorCode.PROOF_INVALID, "the proof of presence has too many hashes");
        }
        List<Bytes> path = new ArrayList<>();
        byte[] hash = new byte[Sha256.LENGTH];
        for (int i = 0; i < hashes; i++) {
            in.get(hash);
            path.add(Bytes.of(hash));
        }
        return new InclusionProof(index, size, path);
    }

    private static void write(InclusionProof proof, ByteBuffer out) {
        out.putInt((int) proof.index())
                .putInt((int) proof.size())
                .putInt(proof.path().size());
        proof.path().forEach(hash -> out.put(hash.toArray()));
    }

    /** Whether it proves that a digest is under a batch's root, in the page where that batch's layout has it. */
    public boolean proves(UnitDigest digest, Bytes batchRoot, PageLayout layout) {
        int number = layout.pageOf(digest);
        if (inBatch.size() != layout.pages() || inBatch.index() != number || inPage.size() > Page.MAX_ENTRIES) {
            return false;
        }
        return inPage.rootOf(Page.leaf(digest, ordinal))
                .map(root -> new PageSummary((int) inPage.size(), root).leaf(number))
                .filter(leaf -> inBatch.verifies(leaf, batchRoot))
                .isPresent();
    }

    public static PresenceProof fromJson(JsonObject json) {
        json.requireOnly("inPage", "ordinal", "inBatch");
        return new PresenceProof(
                InclusionProof.fromJson(json.object("inPage")),
                Page.ordinal(json),
                InclusionProof.fromJson(json.object("inBatch")));
    }

    public JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder().put("inPage", inPage.toJson()).put("inBatch", inBatch.toJson());
        ordinal.ifPresent(value -> json.put("ordinal", Integer.toUnsignedLong(value)));
        return json.build();
    }
}
