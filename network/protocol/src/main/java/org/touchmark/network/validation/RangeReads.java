package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.touchmark.network.block.Hashes;

/**
 * The reads of one range scan, for the phantom check at commit: listed while there are at most {@value #MAX_DEGREE},
 * else summed up in a tree of hashes (core/ledger/kvledger/txmgmt/rwsetutil/query_results_helper.go).
 *
 * <p>A level that holds more than {@value #MAX_DEGREE} nodes is hashed into one node of the level above.
 */
public final class RangeReads {
    public static final int MAX_DEGREE = 50;

    private final List<KVRead> pending = new ArrayList<>();
    /** Hashes by level; index 0 is Fabric's level 1. Empty until the first {@code MAX_DEGREE + 1} reads. */
    private final List<List<ByteString>> levels = new ArrayList<>();

    public void add(KVRead read) {
        pending.add(read);
        if (pending.size() > MAX_DEGREE) {
            hashPending();
        }
    }

    /** Sets raw reads or the tree's top level; leaves both unset where nothing was read. Call once, at the end. */
    public void describeIn(RangeQueryInfo.Builder info) {
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
        ByteString reads =
                QueryReads.newBuilder().addAllKvReads(pending).build().toByteString();
        pending.clear();
        level(0).add(Hashes.sha256(reads));
        for (int i = 0; levels.get(i).size() > MAX_DEGREE; i++) {
            level(i + 1).add(Hashes.sha256(levels.get(i).toArray(ByteString[]::new)));
            levels.get(i).clear();
        }
    }

    private void closeTree() {
        for (int i = 0; i < levels.size() - 1; i++) {
            List<ByteString> hashes = levels.get(i);
            if (!hashes.isEmpty()) {
                levels.get(i + 1)
                        .add(hashes.size() == 1 ? hashes.get(0) : Hashes.sha256(hashes.toArray(ByteString[]::new)));
                hashes.clear();
            }
        }
        List<ByteString> top = levels.get(levels.size() - 1);
        if (top.size() > MAX_DEGREE) {
            level(levels.size()).add(Hashes.sha256(top.toArray(ByteString[]::new)));
        }
    }

    private List<ByteString> level(int index) {
        if (index == levels.size()) {
            levels.add(new ArrayList<>());
        }
        return levels.get(index);
    }

    /** Whether a query is summed up by hashes of another degree than every endorser's. */
    static boolean isHashedOtherwise(RangeQueryInfo query) {
        return query.hasReadsMerkleHashes() && query.getReadsMerkleHashes().getMaxDegree() != MAX_DEGREE;
    }
}
