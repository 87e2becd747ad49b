package org.touchmark.gateway.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/**
 * How big blocks are.
 *
 * @param blocks how many
 * @param bytes of whole blocks, as Fabric sends them
 * @param writes of them in write sets: keys, values and their framing, which a peer stores a second time as state
 */
public record BlockBytes(long blocks, long bytes, long writes) {
    /** No blocks. */
    static final BlockBytes NONE = new BlockBytes(0, 0, 0);

    /** These blocks and one more. */
    BlockBytes and(Block block) throws InvalidProtocolBufferException {
        long more = 0;
        for (ByteString envelope : block.getData().getDataList()) {
            more += writes(Envelope.parseFrom(envelope));
        }
        return new BlockBytes(blocks + 1, bytes + block.getSerializedSize(), writes + more);
    }

    private static long writes(Envelope envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(envelope.getPayload());
        ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
        if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
            return 0;
        }
        long sum = 0;
        for (TransactionAction action : Transaction.parseFrom(payload.getData()).getActionsList()) {
            ByteString response = ChaincodeActionPayload.parseFrom(action.getPayload())
                    .getAction()
                    .getProposalResponsePayload();
            ByteString extension = ProposalResponsePayload.parseFrom(response).getExtension();
            sum += writes(TxReadWriteSet.parseFrom(
                    ChaincodeAction.parseFrom(extension).getResults()));
        }
        return sum;
    }

    private static long writes(TxReadWriteSet sets) throws InvalidProtocolBufferException {
        long sum = 0;
        for (NsReadWriteSet set : sets.getNsRwsetList()) {
            sum += KVRWSet.parseFrom(set.getRwset()).getWritesList().stream()
                    .mapToLong(KVWrite::getSerializedSize)
                    .sum();
        }
        return sum;
    }
}
