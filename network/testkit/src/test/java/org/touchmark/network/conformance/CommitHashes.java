package org.touchmark.network.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * The commit hash worked out from a block alone (core/ledger/kvledger/kv_ledger.go,
 * core/ledger/kvledger/txmgmt/txmgr/update_batch_bytes.go), apart from the code that the ledger under test uses. Of
 * private data it takes the hashes that the block holds: Fabric keeps each organisation's approval of a chaincode so.
 */
final class CommitHashes {
    private static final Comparator<ByteString> BYTE_ORDER = ByteString.unsignedLexicographicalComparator();

    /** Sorts before all collections. */
    private static final String PUBLIC = "";

    private CommitHashes() {}

    private record Write(ByteString value, boolean delete, int transaction) {}

    /** The last write of each key, by namespace and collection. */
    private static final class Writes {
        private final Map<String, Map<String, Map<ByteString, Write>>> byNamespace = new TreeMap<>();

        void put(String namespace, String collection, ByteString key, Write write) {
            byNamespace
                    .computeIfAbsent(namespace, name -> new TreeMap<>())
                    .computeIfAbsent(collection, name -> new TreeMap<>(BYTE_ORDER))
                    .put(key, write);
        }
    }

    static ByteString after(Block block, ByteString previous) throws Exception {
        ByteString flags = BlockReading.flags(block);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64NoTag(flags.size());
        out.writeRawBytes(flags);
        for (byte[] update : updates(writes(block, flags), block.getHeader().getNumber())) {
            out.writeByteArray(1, update);
        }
        out.writeRawBytes(previous);
        out.flush();
        return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }

    /** In order; namespace and collection are named at their first key only. */
    private static List<byte[]> updates(Writes writes, long block) throws IOException {
        List<byte[]> updates = new ArrayList<>();
        for (var namespace : writes.byNamespace.entrySet()) {
            String name = namespace.getKey();
            for (var collection : namespace.getValue().entrySet()) {
                String collectionName = collection.getKey();
                for (var write : collection.getValue().entrySet()) {
                    updates.add(update(name, collectionName, write.getKey(), write.getValue(), block));
                    name = "";
                    collectionName = "";
                }
            }
        }
        return updates;
    }

    private static Writes writes(Block block, ByteString flags) throws Exception {
        Writes writes = new Writes();
        for (int i = 0; i < flags.size(); i++) {
            ByteString envelope = block.getData().getData(i);
            boolean counts = flags.byteAt(i) == TxValidationCode.VALID_VALUE
                    && BlockReading.header(envelope).getType() == HeaderType.ENDORSER_TRANSACTION_VALUE;
            for (NsReadWriteSet set : counts ? sets(envelope).getNsRwsetList() : List.<NsReadWriteSet>of()) {
                add(set, i, writes);
            }
        }
        return writes;
    }

    private static void add(NsReadWriteSet set, int transaction, Writes writes) throws Exception {
        for (KVWrite write : KVRWSet.parseFrom(set.getRwset()).getWritesList()) {
            writes.put(
                    set.getNamespace(),
                    PUBLIC,
                    ByteString.copyFromUtf8(write.getKey()),
                    new Write(write.getValue(), write.getIsDelete(), transaction));
        }
        for (CollectionHashedReadWriteSet collection : set.getCollectionHashedRwsetList()) {
            for (KVWriteHash write :
                    HashedRWSet.parseFrom(collection.getHashedRwset()).getHashedWritesList()) {
                writes.put(
                        set.getNamespace(),
                        collection.getCollectionName(),
                        write.getKeyHash(),
                        new Write(write.getValueHash(), write.getIsDelete(), transaction));
            }
        }
    }

    private static TxReadWriteSet sets(ByteString envelope) throws Exception {
        Transaction transaction =
                Transaction.parseFrom(BlockReading.payload(envelope).getData());
        ByteString response = ChaincodeActionPayload.parseFrom(
                        transaction.getActions(0).getPayload())
                .getAction()
                .getProposalResponsePayload();
        return TxReadWriteSet.parseFrom(ChaincodeAction.parseFrom(
                        ProposalResponsePayload.parseFrom(response).getExtension())
                .getResults());
    }

    /** The message KVWrite of txmgr/updates.proto; fields that hold their default are left out. */
    private static byte[] update(String namespace, String collection, ByteString key, Write write, long block)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (!namespace.isEmpty()) {
            out.writeString(1, namespace);
        }
        if (!collection.isEmpty()) {
            out.writeString(2, collection);
        }
        out.writeBytes(3, key);
        if (write.delete()) {
            out.writeBool(4, true);
        } else {
            out.writeBytes(5, write.value());
        }
        out.writeBytes(6, number(block).concat(number(write.transaction())));
        out.flush();
        return bytes.toByteArray();
    }

    /** Big-endian without leading zeros, behind its length. */
    private static ByteString number(long number) {
        ByteString digits = ByteString.EMPTY;
        for (long rest = number; rest != 0; rest >>>= 8) {
            digits = ByteString.copyFrom(new byte[] {(byte) rest}).concat(digits);
        }
        return ByteString.copyFrom(new byte[] {(byte) digits.size()}).concat(digits);
    }
}
