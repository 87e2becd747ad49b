package org.touchmark.network.embedded;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.msp.SigningIdentity;

/**
 * Defines a chaincode on the channel: one transaction of {@code _lifecycle}, endorsed by every organisation's peer and
 * sent through a peer's Gateway service as any client would.
 */
final class ChaincodeDeployment {
    private static final String LIFECYCLE = "_lifecycle";
    private static final long DEADLINE_SECONDS = 30;
    private static final int NONCE_BYTES = 24;

    private final SigningIdentity admin;
    private final String channelId;
    private final GatewayGrpc.GatewayBlockingStub gateway;

    /** {@code admin} signs as one organisation's administrator; {@code channel} leads to a peer. */
    ChaincodeDeployment(SigningIdentity admin, String channelId, Channel channel) {
        this.admin = admin;
        this.channelId = channelId;
        this.gateway = GatewayGrpc.newBlockingStub(channel);
    }

    /**
     * Commits the definition and waits until the peer has it.
     *
     * @param organisations the MSP ids whose peers endorse
     * @throws IllegalStateException if the transaction was not valid
     */
    void define(String chaincode, ChaincodeDefinition definition, List<String> organisations) {
        ByteString nonce = nonce();
        ByteString creator = ByteString.copyFrom(admin.serialized());
        String transactionId = Envelopes.transactionId(nonce, creator);
        ByteString arguments = definition.commitArgs(chaincode).toByteString();
        SignedProposal proposal = signed(proposal(transactionId, nonce, creator, arguments));
        Envelope prepared = stub().endorse(EndorseRequest.newBuilder()
                        .setTransactionId(transactionId)
                        .setChannelId(channelId)
                        .setProposedTransaction(proposal)
                        .addAllEndorsingOrganizations(organisations)
                        .build())
                .getPreparedTransaction();
        stub().submit(SubmitRequest.newBuilder()
                .setTransactionId(transactionId)
                .setChannelId(channelId)
                .setPreparedTransaction(prepared.toBuilder()
                        .setSignature(sign(prepared.getPayload()))
                        .build())
                .build());
        CommitStatusResponse status = stub().commitStatus(statusRequest(transactionId, creator));
        if (status.getResult() != TxValidationCode.VALID) {
            throw new IllegalStateException("The definition of chaincode " + chaincode + " was refused at commit: "
                    + status.getResult() + " in block " + status.getBlockNumber());
        }
    }

    private GatewayGrpc.GatewayBlockingStub stub() {
        return gateway.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).withWaitForReady();
    }

    private Proposal proposal(String transactionId, ByteString nonce, ByteString creator, ByteString arguments) {
        ChaincodeID target = ChaincodeID.newBuilder().setName(LIFECYCLE).build();
        Instant now = Instant.now();
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setTxId(transactionId)
                .setChannelId(channelId)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .setExtension(ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(target)
                        .build()
                        .toByteString())
                .build();
        SignatureHeader signatureHeader =
                SignatureHeader.newBuilder().setCreator(creator).setNonce(nonce).build();
        ChaincodeInvocationSpec invocation = ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(ChaincodeSpec.newBuilder()
                        .setChaincodeId(target)
                        .setInput(ChaincodeInput.newBuilder()
                                .addArgs(ByteString.copyFromUtf8("CommitChaincodeDefinition"))
                                .addArgs(arguments)))
                .build();
        return Proposal.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .setSignatureHeader(signatureHeader.toByteString())
                        .build()
                        .toByteString())
                .setPayload(ChaincodeProposalPayload.newBuilder()
                        .setInput(invocation.toByteString())
                        .build()
                        .toByteString())
                .build();
    }

    private SignedProposal signed(Proposal proposal) {
        ByteString bytes = proposal.toByteString();
        return SignedProposal.newBuilder()
                .setProposalBytes(bytes)
                .setSignature(sign(bytes))
                .build();
    }

    private SignedCommitStatusRequest statusRequest(String transactionId, ByteString creator) {
        ByteString request = CommitStatusRequest.newBuilder()
                .setTransactionId(transactionId)
                .setChannelId(channelId)
                .setIdentity(creator)
                .build()
                .toByteString();
        return SignedCommitStatusRequest.newBuilder()
                .setRequest(request)
                .setSignature(sign(request))
                .build();
    }

    private ByteString sign(ByteString message) {
        return ByteString.copyFrom(admin.sign(message.toByteArray()));
    }

    private static ByteString nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return ByteString.copyFrom(nonce);
    }
}
