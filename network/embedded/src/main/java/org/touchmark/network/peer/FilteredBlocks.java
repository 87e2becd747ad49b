package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.FilteredTransactionActions;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.wire.Messages;

/**
 * Blocks cut down to ids, codes and the names of events (core/peer/deliverevents.go). An envelope that does not parse
 * is left out, where Fabric fails the whole block.
 */
final class FilteredBlocks {
    private FilteredBlocks() {}

    static FilteredBlock of(Block block, String channelId) {
        FilteredBlock.Builder filtered = FilteredBlock.newBuilder()
                .setChannelId(channelId)
                .setNumber(block.getHeader().getNumber());
        ByteString flags = Blocks.slot(block, Blocks.FLAGS);
        for (int i = 0; i < block.getData().getDataCount(); i++) {
            TxValidationCode code = TxValidationCode.forNumber(flags.byteAt(i) & 0xFF);
            transaction(block.getData().getData(i), code).ifPresent(filtered::addFilteredTransactions);
        }
        return filtered.build();
    }

    private static Optional<FilteredTransaction> transaction(ByteString raw, TxValidationCode code) {
        try {
            Payload payload = Messages.parse(
                    Payload.parser(), Messages.parse(Envelope.parser(), raw).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            FilteredTransaction.Builder filtered = FilteredTransaction.newBuilder()
                    .setTxid(header.getTxId())
                    .setTypeValue(header.getType())
                    .setTxValidationCode(code);
            if (header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE) {
                filtered.setTransactionActions(actions(payload.getData()));
            }
            return Optional.of(filtered.build());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static FilteredTransactionActions actions(ByteString data) throws InvalidProtocolBufferException {
        FilteredTransactionActions.Builder actions = FilteredTransactionActions.newBuilder();
        for (TransactionAction action :
                Messages.parse(Transaction.parser(), data).getActionsList()) {
            ByteString response = Messages.parse(ChaincodeActionPayload.parser(), action.getPayload())
                    .getAction()
                    .getProposalResponsePayload();
            ChaincodeAction result = Messages.parse(
                    ChaincodeAction.parser(),
                    Messages.parse(ProposalResponsePayload.parser(), response).getExtension());
            ChaincodeEvent event = ChaincodeEvent.parseFrom(result.getEvents());
            if (!event.getChaincodeId().isEmpty()) {
                actions.addChaincodeActionsBuilder()
                        .setChaincodeEvent(event.toBuilder().clearPayload());
            }
        }
        return actions.build();
    }
}
