package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * The reads of one range scan, for the phantom check at commit: listed while there are at most {@value #MAX_DEGREE},
 * else summed up in a tree of hashes (core/ledger/kvledger/txmgmt/rwsetutil/query_results_helper.go).
 *
 * <p>A level that holds more than {@value #MAX_DEGREE} nodes is hashed into one node of the level above.
 */
final class RangeReads {
    static final int MAX_DEGREE = 50;

    private final MessageDigest sha256;
    private final List<KVRead> pending = new ArrayList<>();
    /** Hashes by level; index 0 is Fabric's level 1. Empty until the first {@code MAX_DEGREE + 1} reads. */
    private final List<List<ByteString>> levels = new ArrayList<>();

    RangeReads() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(KVRead read) {
        pending.add(read);
        if (pending.size() > MAX_DEGREE) {
            hashPending();
        }
    }

    /** Sets raw reads or the tree's top level; leaves both unset where nothing was read. Call once, at the end. */
    void describeIn(RangeQueryInfo.Builder info) {
        if (levels.isEmpty()) {
            if (!pending.isEmpty()) {
                info.setRawReads(QueryReads.newBuilder().addAllKvReads(pending));
            }
            return;
        }
        if (!pending.isEmpty()) {
            hashPending();
        }
        closeTree();
        info.setReadsMerkleHashes(QueryReadsMerkleSummary.newBuilder()
                .setMaxDegree(MAX_DEGREE)
                .setMaxLevel(levels.size())
                .addAllMaxLevelHashes(levels.get(levels.size() - 1)));
    }

    private void hashPending() {
        byte[] reads = QueryReads.newBuilder().addAllKvReads(pending).build().toByteArray();
        pending.clear();
        level(0).add(ByteString.copyFrom(sha256.digest(reads)));
        for (int i = 0; levels.get(i).size() > MAX_DEGREE; i++) {
            level(i + 1).add(combine(levels.get(i)));
            levels.get(i).clear();
        }
    }

    private void closeTree() {
        for (int i = 0; i < levels.size() - 1; i++) {
            List<ByteString> hashes = levels.get(i);
            if (!hashes.isEmpty()) {
                levels.get(i + 1).add(hashes.size() == 1 ? hashes.get(0) : combine(hashes));
                hashes.clear();
            }
        }
        List<ByteString> top = levels.get(levels.size() - 1);
        if (top.size() > MAX_DEGREE) {
            level(levels.size()).add(combine(top));
        }
    }

    private List<ByteString> level(int index) {
        if (index == levels.size()) {
            levels.add(new ArrayList<>());
        }
        return levels.get(index);
    }

    private ByteString combine(List<ByteString> hashes) {
        for (ByteString hash : hashes) {
            sha256.update(hash.asReadOnlyByteBuffer());
        }
        return ByteString.copyFrom(sha256.digest());
    }
}
