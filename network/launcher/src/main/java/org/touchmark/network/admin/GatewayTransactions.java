package org.touchmark.network.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.msp.SigningIdentity;

/** An operator's transactions on a channel, sent through a peer's Gateway service as any client would. */
public final class GatewayTransactions {
    private static final String LIFECYCLE = "_lifecycle";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration FOLLOW_UP = Duration.ofSeconds(3);

    private final SigningIdentity admin;
    private final String channelId;
    private final GatewayGrpc.GatewayBlockingStub gateway;

    /** {@code admin} signs as one organisation's administrator; {@code channel} leads to a peer. */
    public GatewayTransactions(SigningIdentity admin, String channelId, Channel channel) {
        this.admin = admin;
        this.channelId = channelId;
        this.gateway = GatewayGrpc.newBlockingStub(channel);
    }

    /**
     * Defines a chaincode on the channel, and waits until the peer has the definition.
     *
     * @param organisations the MSP ids whose peers endorse
     * @throws IllegalStateException if the transaction was not valid
     * @throws StatusRuntimeException if it was not endorsed
     */
    public void define(String chaincode, ChaincodeDefinition definition, List<String> organisations) {
        submit(lifecycle("CommitChaincodeDefinition", definition.commitArgs(chaincode)), organisations);
    }

    /**
     * Agrees to a definition in the name of the administrator's organisation.
     *
     * @param packageId what the organisation's peers are to run for it
     */
    public void approve(String chaincode, ChaincodeDefinition definition, String packageId) {
        submit(
                lifecycle("ApproveChaincodeDefinitionForMyOrg", definition.approveArgs(chaincode, packageId)),
                List.of(admin.mspId()));
    }

    /**
     * Asks one organisation's peer for a result; nothing is ordered.
     *
     * @throws StatusRuntimeException if the peer, or the chaincode, refuses
     */
    public ByteString evaluate(Invocation invocation, String organisation) {
        SignedCall call = SignedCall.of(admin, invocation);
        return stub(DEADLINE)
                .evaluate(EvaluateRequest.newBuilder()
                        .setTransactionId(call.transactionId())
                        .setChannelId(channelId)
                        .setProposedTransaction(call.proposal())
                        .addTargetOrganizations(organisation)
                        .build())
                .getResult()
                .getPayload();
    }

    /** A call of {@code _lifecycle} on the channel. */
    public Invocation lifecycle(String function, MessageLite arguments) {
        return Invocation.of(channelId, LIFECYCLE, function, arguments.toByteString());
    }

    private void submit(Invocation invocation, List<String> organisations) {
        SignedCall call = SignedCall.of(admin, invocation);
        Envelope prepared = stub(DEADLINE)
                .endorse(EndorseRequest.newBuilder()
                        .setTransactionId(call.transactionId())
                        .setChannelId(channelId)
                        .setProposedTransaction(call.proposal())
                        .addAllEndorsingOrganizations(organisations)
                        .build())
                .getPreparedTransaction();
        Envelope signed =
                prepared.toBuilder().setSignature(sign(prepared.getPayload())).build();
        CommitStatusResponse status = order(call.transactionId(), signed);
        if (status.getResult() != TxValidationCode.VALID) {
            throw new IllegalStateException("%s of chaincode %s was refused at commit: %s in block %d"
                    .formatted(
                            invocation.arguments().get(0).toStringUtf8(),
                            invocation.chaincode(),
                            status.getResult(),
                            status.getBlockNumber()));
        }
    }

    /**
     * Sends the envelope until the channel has it. A failed submit says nothing: orderers that have no leader yet
     * refuse, and BFT's refuse a late copy of what they have ordered (internal/pkg/gateway/submit.go); so the commit
     * status is asked for in any case, and the same envelope sent again.
     */
    private CommitStatusResponse order(String transactionId, Envelope envelope) {
        Instant end = Instant.now().plus(DEADLINE);
        while (true) {
            try {
                stub(DEADLINE)
                        .submit(SubmitRequest.newBuilder()
                                .setTransactionId(transactionId)
                                .setChannelId(channelId)
                                .setPreparedTransaction(envelope)
                                .build());
                return stub(DEADLINE).commitStatus(statusRequest(transactionId));
            } catch (StatusRuntimeException refused) {
                if (Instant.now().isAfter(end)) {
                    throw refused;
                }
            }
            try {
                return stub(FOLLOW_UP).commitStatus(statusRequest(transactionId));
            } catch (StatusRuntimeException unknown) {
                if (unknown.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                    throw unknown;
                }
            }
        }
    }

    private GatewayGrpc.GatewayBlockingStub stub(Duration deadline) {
        return gateway.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .withWaitForReady();
    }

    private SignedCommitStatusRequest statusRequest(String transactionId) {
        ByteString request = CommitStatusRequest.newBuilder()
                .setTransactionId(transactionId)
                .setChannelId(channelId)
                .setIdentity(ByteString.copyFrom(admin.serialized()))
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
}
