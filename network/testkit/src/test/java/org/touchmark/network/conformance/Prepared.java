package org.touchmark.network.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.touchmark.network.msp.SigningIdentity;

/** The parts of an endorsed transaction, and the same transaction with one part changed. */
record Prepared(PreparedTransaction transaction) {
    static Prepared of(org.hyperledger.fabric.client.Transaction transaction) throws InvalidProtocolBufferException {
        return new Prepared(PreparedTransaction.parseFrom(transaction.getBytes()));
    }

    private Payload payload() throws InvalidProtocolBufferException {
        return Payload.parseFrom(transaction.getEnvelope().getPayload());
    }

    private ChaincodeActionPayload action() throws InvalidProtocolBufferException {
        return ChaincodeActionPayload.parseFrom(
                Transaction.parseFrom(payload().getData()).getActions(0).getPayload());
    }

    ByteString responsePayload() throws InvalidProtocolBufferException {
        return action().getAction().getProposalResponsePayload();
    }

    List<Endorsement> endorsements() throws InvalidProtocolBufferException {
        return action().getAction().getEndorsementsList();
    }

    ChaincodeProposalPayload proposalPayload() throws InvalidProtocolBufferException {
        return ChaincodeProposalPayload.parseFrom(action().getChaincodeProposalPayload());
    }

    /** SHA-256 of channel header, signature header and proposal payload (protoutil/proputils.go). */
    ByteString proposalHash() throws InvalidProtocolBufferException {
        return sha256(payload()
                .getHeader()
                .getChannelHeader()
                .concat(payload().getHeader().getSignatureHeader())
                .concat(action().getChaincodeProposalPayload()));
    }

    /** SHA-256 of nonce and creator (protoutil/proputils.go, ComputeTxID). */
    String computedTransactionId() throws InvalidProtocolBufferException {
        SignatureHeader signer = SignatureHeader.parseFrom(payload().getHeader().getSignatureHeader());
        return HexFormat.of()
                .formatHex(sha256(signer.getNonce().concat(signer.getCreator())).toByteArray());
    }

    private static ByteString sha256(ByteString bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** With another channel header; the transaction id by which it is known changes with it. */
    Prepared withChannelHeader(UnaryOperator<ChannelHeader.Builder> edit) throws InvalidProtocolBufferException {
        ChannelHeader header = edit.apply(
                        ChannelHeader.parseFrom(payload().getHeader().getChannelHeader()).toBuilder())
                .build();
        Payload.Builder payload = payload().toBuilder();
        payload.getHeaderBuilder().setChannelHeader(header.toByteString());
        return new Prepared(transaction.toBuilder()
                .setTransactionId(header.getTxId())
                .setEnvelope(Envelope.newBuilder().setPayload(payload.build().toByteString()))
                .build());
    }

    /** With other endorsements, or another endorsed payload. */
    Prepared withAction(UnaryOperator<ChaincodeActionPayload.Builder> edit) throws InvalidProtocolBufferException {
        Payload payload = payload();
        Transaction.Builder edited = Transaction.parseFrom(payload.getData()).toBuilder();
        edited.getActionsBuilder(0)
                .setPayload(edit.apply(action().toBuilder()).build().toByteString());
        return new Prepared(transaction.toBuilder()
                .setEnvelope(Envelope.newBuilder()
                        .setPayload(payload.toBuilder()
                                .setData(edited.build().toByteString())
                                .build()
                                .toByteString()))
                .build());
    }

    /** Signed over its payload, ready for the SDK's newSignedTransaction. */
    byte[] signature(SigningIdentity signer) {
        return signer.sign(transaction.getEnvelope().getPayload().toByteArray());
    }

    byte[] bytes() {
        return transaction.toByteArray();
    }
}
