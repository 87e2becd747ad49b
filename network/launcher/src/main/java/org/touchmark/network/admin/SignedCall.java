package org.touchmark.network.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.SigningIdentity;

/** A proposal with a fresh transaction id, signed by whoever makes the call. */
record SignedCall(String transactionId, SignedProposal proposal) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 24;

    static SignedCall of(SigningIdentity signer, Invocation invocation) {
        ByteString nonce = nonce();
        ByteString creator = ByteString.copyFrom(signer.serialized());
        String transactionId = Envelopes.transactionId(nonce, creator);
        ByteString bytes = Proposal.newBuilder()
                .setHeader(header(transactionId, nonce, creator, invocation))
                .setPayload(payload(invocation))
                .build()
                .toByteString();
        return new SignedCall(
                transactionId,
                SignedProposal.newBuilder()
                        .setProposalBytes(bytes)
                        .setSignature(ByteString.copyFrom(signer.sign(bytes.toByteArray())))
                        .build());
    }

    private static ByteString header(
            String transactionId, ByteString nonce, ByteString creator, Invocation invocation) {
        Instant now = Instant.now();
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setTxId(transactionId)
                .setChannelId(invocation.channelId())
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(target(invocation))
                        .build()
                        .toByteString())
                .build();
        SignatureHeader signatureHeader =
                SignatureHeader.newBuilder().setCreator(creator).setNonce(nonce).build();
        return Header.newBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .setSignatureHeader(signatureHeader.toByteString())
                .build()
                .toByteString();
    }

    private static ByteString payload(Invocation invocation) {
        ChaincodeInvocationSpec specification = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(target(invocation))
                        .setInput(ChaincodeInput.newBuilder().addAllArgs(invocation.arguments())))
                .build();
        return ChaincodeProposalPayload.newBuilder()
                .setInput(specification.toByteString())
                .build()
                .toByteString();
    }

    private static ChaincodeID target(Invocation invocation) {
        return ChaincodeID.newBuilder().setName(invocation.chaincode()).build();
    }

    private static ByteString nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return ByteString.copyFrom(nonce);
    }
}
