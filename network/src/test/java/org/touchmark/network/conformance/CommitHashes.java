package org.touchmark.network.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * The commit hash worked out from a block alone (core/ledger/kvledger/kv_ledger.go,
 * core/ledger/kvledger/txmgmt/txmgr/update_batch_bytes.go), apart from the code that the ledger under test uses.
 */
final class CommitHashes {
    private static final Comparator<ByteString> BYTE_ORDER = ByteString.unsignedLexicographicalComparator();

    private CommitHashes() {}

    private record Write(ByteString value, boolean delete, int transaction) {}

    static ByteString after(Block block, ByteString previous) throws Exception {
        ByteString flags = BlockReading.flags(block);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64NoTag(flags.size());
        out.writeRawBytes(flags);
        for (Map.Entry<String, Map<ByteString, Write>> namespace :
                writes(block, flags).entrySet()) {
            String name = namespace.getKey();
            for (Map.Entry<ByteString, Write> write : namespace.getValue().entrySet()) {
                out.writeByteArray(
                        1,
                        update(
                                name,
                                write.getKey(),
                                write.getValue(),
                                block.getHeader().getNumber()));
                name = "";
            }
        }
        out.writeRawBytes(previous);
        out.flush();
        return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }

    private static Map<String, Map<ByteString, Write>> writes(Block block, ByteString flags) throws Exception {
        Map<String, Map<ByteString, Write>> all = new TreeMap<>();
        for (int i = 0; i < flags.size(); i++) {
            ByteString envelope = block.getData().getData(i);
            boolean counts = flags.byteAt(i) == TxValidationCode.VALID_VALUE
                    && BlockReading.header(envelope).getType() == HeaderType.ENDORSER_TRANSACTION_VALUE;
            for (NsReadWriteSet namespace : counts ? sets(envelope).getNsRwsetList() : List.<NsReadWriteSet>of()) {
                for (KVWrite write : KVRWSet.parseFrom(namespace.getRwset()).getWritesList()) {
                    all.computeIfAbsent(namespace.getNamespace(), name -> new TreeMap<>(BYTE_ORDER))
                            .put(
                                    ByteString.copyFromUtf8(write.getKey()),
                                    new Write(write.getValue(), write.getIsDelete(), i));
                }
            }
        }
        return all;
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
    private static byte[] update(String namespace, ByteString key, Write write, long block) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (!namespace.isEmpty()) {
            out.writeString(1, namespace);
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
