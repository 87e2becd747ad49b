package org.touchmark.network.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What a client reads out of blocks. */
final class BlockReading {
    private BlockReading() {}

    /** The validation codes of all transactions under that id, in order. */
    static List<TxValidationCode> codesOf(List<Block> blocks, String transactionId) {
        List<TxValidationCode> codes = new ArrayList<>();
        for (Block block : blocks) {
            ByteString flags = flags(block);
            for (int i = 0; i < block.getData().getDataCount(); i++) {
                if (header(block.getData().getData(i)).getTxId().equals(transactionId)) {
                    codes.add(TxValidationCode.forNumber(flags.byteAt(i) & 0xff));
                }
            }
        }
        return codes;
    }

    /** The validation code of each transaction, in order. */
    static List<TxValidationCode> codes(Block block) {
        List<TxValidationCode> codes = new ArrayList<>();
        for (byte flag : flags(block).toByteArray()) {
            codes.add(TxValidationCode.forNumber(flag & 0xff));
        }
        return codes;
    }

    /** One validation code a transaction. */
    static ByteString flags(Block block) {
        return slot(block, BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
    }

    static ByteString slot(Block block, int index) {
        return block.getMetadata().getMetadataCount() > index
                ? block.getMetadata().getMetadata(index)
                : ByteString.EMPTY;
    }

    static Payload payload(ByteString envelope) {
        try {
            return Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A block holds what is no envelope", e);
        }
    }

    static ChannelHeader header(ByteString envelope) {
        try {
            return ChannelHeader.parseFrom(payload(envelope).getHeader().getChannelHeader());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A block holds what is no envelope", e);
        }
    }
}
