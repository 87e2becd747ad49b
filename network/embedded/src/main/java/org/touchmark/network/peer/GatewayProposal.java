package org.touchmark.network.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.touchmark.network.wire.Messages;

/** What the gateway reads of a proposal; the endorsers check it. */
record GatewayProposal(
        SignedProposal signed, Header header, ChaincodeProposalPayload payload, String channelId, String chaincode) {

    static GatewayProposal parse(SignedProposal signed) throws InvalidProtocolBufferException {
        Proposal proposal = Messages.parse(Proposal.parser(), signed.getProposalBytes());
        Header header = Messages.parse(Header.parser(), proposal.getHeader());
        ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
        ChaincodeProposalPayload payload = Messages.parse(ChaincodeProposalPayload.parser(), proposal.getPayload());
        ChaincodeInvocationSpec spec = Messages.parse(ChaincodeInvocationSpec.parser(), payload.getInput());
        return new GatewayProposal(
                signed,
                header,
                payload,
                channelHeader.getChannelId(),
                spec.getChaincodeSpec().getChaincodeId().getName());
    }

    boolean hasTransientData() {
        return payload.getTransientMapCount() > 0;
    }

    /** The transaction, ready for its creator's signature; transient data stays behind (submit.go). */
    Envelope prepare(ChaincodeEndorsedAction action) {
        ChaincodeProposalPayload withoutTransient = ChaincodeProposalPayload.newBuilder()
                .setInput(payload.getInput())
                .build();
        ChaincodeActionPayload actionPayload = ChaincodeActionPayload.newBuilder()
                .setChaincodeProposalPayload(withoutTransient.toByteString())
                .setAction(action)
                .build();
        Transaction transaction = Transaction.newBuilder()
                .addActions(TransactionAction.newBuilder()
                        .setHeader(header.getSignatureHeader())
                        .setPayload(actionPayload.toByteString()))
                .build();
        return Envelope.newBuilder()
                .setPayload(Payload.newBuilder()
                        .setHeader(header)
                        .setData(transaction.toByteString())
                        .build()
                        .toByteString())
                .build();
    }
}
