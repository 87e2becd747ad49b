package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.validation.Version;

/**
 * Collects what a simulation reads and writes, in the order that makes every peer's bytes the same: namespaces and
 * keys sorted, range reads as they were opened (core/ledger/kvledger/txmgmt/rwsetutil/rwset_builder.go).
 */
final class ReadWriteSetBuilder {
    private final Map<String, Namespace> namespaces = new TreeMap<>(Utf8Order.INSTANCE);

    void addRead(String namespace, String key, @Nullable Version version) {
        namespace(namespace).reads.put(key, read(key, version));
    }

    /** An empty value deletes the key, as in Fabric. */
    void addWrite(String namespace, String key, ByteString value) {
        namespace(namespace)
                .writes
                .put(
                        key,
                        KVWrite.newBuilder()
                                .setKey(key)
                                .setIsDelete(value.isEmpty())
                                .setValue(value)
                                .build());
    }

    void addScan(String namespace, RangeScan scan) {
        namespace(namespace).scans.add(scan);
    }

    TxReadWriteSet build() {
        TxReadWriteSet.Builder set = TxReadWriteSet.newBuilder().setDataModel(TxReadWriteSet.DataModel.KV);
        namespaces.forEach((name, content) -> set.addNsRwset(NsReadWriteSet.newBuilder()
                .setNamespace(name)
                .setRwset(content.build().toByteString())));
        return set.build();
    }

    static KVRead read(String key, @Nullable Version version) {
        KVRead.Builder read = KVRead.newBuilder().setKey(key);
        if (version != null) {
            read.setVersion(org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version.newBuilder()
                    .setBlockNum(version.block())
                    .setTxNum(version.transaction()));
        }
        return read.build();
    }

    private Namespace namespace(String name) {
        return namespaces.computeIfAbsent(name, ignored -> new Namespace());
    }

    private record ScanKey(String start, String end, boolean exhausted) {}

    private static final class Namespace {
        final Map<String, KVRead> reads = new TreeMap<>(Utf8Order.INSTANCE);
        final Map<String, KVWrite> writes = new TreeMap<>(Utf8Order.INSTANCE);
        final List<RangeScan> scans = new ArrayList<>();

        KVRWSet build() {
            KVRWSet.Builder set =
                    KVRWSet.newBuilder().addAllReads(reads.values()).addAllWrites(writes.values());
            Set<ScanKey> seen = new HashSet<>();
            for (RangeScan scan : scans) {
                RangeQueryInfo info = scan.record();
                if (seen.add(new ScanKey(info.getStartKey(), info.getEndKey(), info.getItrExhausted()))) {
                    set.addRangeQueriesInfo(info);
                }
            }
            return set.build();
        }
    }
}
