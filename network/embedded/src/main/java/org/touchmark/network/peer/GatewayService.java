package org.touchmark.network.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.TransactionStatus;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.scc.AccessDeniedException;
import org.touchmark.network.scc.ChannelAccess;

/**
 * A peer's {@code gateway.Gateway}, which the Gateway SDK talks to (internal/pkg/gateway). Calls that wait for other
 * nodes, for a commit or for a client hold no thread.
 */
public final class GatewayService implements AutoCloseable {
    private static final int WORKERS = 16;

    private final PeerNode peer;
    private final PeerLimits limits;
    private final GatewayPeers peers;
    private final NetworkOrderer orderer;
    private final ChannelAccess access;
    private final ExecutorService workers;

    /** {@code others} are the channel's other peers. */
    public GatewayService(EndorserService endorser, Collection<NetworkPeer> others, NetworkOrderer orderer) {
        this.peer = endorser.peer();
        this.limits = endorser.limits();
        this.peers = new GatewayPeers(endorser, others);
        this.orderer = orderer;
        this.access = new ChannelAccess(peer.ledger());
        this.workers = Workers.create(peer.name() + "-gateway", WORKERS, 2 * limits.gatewayConcurrency());
    }

    /** The gRPC service, with its concurrency limit. */
    public BindableService grpc() {
        ConcurrencyLimit limit = new ConcurrencyLimit("gateway.Gateway", limits.gatewayConcurrency());
        return () -> ServerInterceptors.intercept(handler(), limit);
    }

    /** The service without its limit. */
    GatewayGrpc.GatewayImplBase handler() {
        return new Grpc();
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private CompletableFuture<EvaluateResponse> evaluate(EvaluateRequest request) {
        String unusable = "failed to unpack transaction proposal: ";
        SignedProposal signed = request.getProposedTransaction();
        if (signed.getProposalBytes().isEmpty()) {
            throw invalid(unusable + "a signed proposal is required");
        }
        GatewayProposal proposal;
        try {
            proposal = GatewayProposal.parse(signed);
        } catch (InvalidProtocolBufferException e) {
            throw invalid(unusable + e.getMessage());
        }
        if (proposal.channelId().isEmpty()) {
            throw invalid(unusable + "no channel id provided");
        }
        if (proposal.chaincode().isEmpty()) {
            throw invalid(unusable + "no chaincode name is provided, channel id [" + proposal.channelId() + "]");
        }
        return EvaluateCall.run(proposal, peers, request.getTargetOrganizationsList());
    }

    private EndorseCall endorseCall(EndorseRequest request) {
        SignedProposal signed = request.getProposedTransaction();
        if (signed.getProposalBytes().isEmpty()) {
            throw invalid("the proposed transaction must contain a signed proposal");
        }
        try {
            return new EndorseCall(GatewayProposal.parse(signed), peers);
        } catch (InvalidProtocolBufferException e) {
            throw invalid("error unmarshalling Proposal: " + e.getMessage());
        }
    }

    private CompletableFuture<SubmitResponse> submit(SubmitRequest request) {
        if (!request.hasPreparedTransaction()) {
            throw invalid("a prepared transaction is required");
        }
        if (request.getPreparedTransaction().getSignature().isEmpty()) {
            throw invalid("prepared transaction must be signed");
        }
        if (!peers.knowsChannel(request.getChannelId())) {
            throw GatewayErrors.of(
                    Status.Code.FAILED_PRECONDITION,
                    "failed to get config for channel [" + request.getChannelId()
                            + "]: could not get last config for channel " + request.getChannelId());
        }
        return BroadcastCall.send(orderer, request.getPreparedTransaction(), limits.broadcastTimeout());
    }

    private CompletableFuture<TransactionStatus> commitStatus(SignedCommitStatusRequest signed) {
        if (signed.getRequest().isEmpty()) {
            throw invalid("a commit status request is required");
        }
        CommitStatusRequest request;
        try {
            request = CommitStatusRequest.parseFrom(signed.getRequest());
        } catch (InvalidProtocolBufferException e) {
            throw invalid("invalid status request: " + e.getMessage());
        }
        if (request.getIdentity().isEmpty()) {
            throw invalid("no identity provided");
        }
        if (request.getChannelId().isEmpty()) {
            throw invalid("no channel ID provided");
        }
        if (request.getTransactionId().isEmpty()) {
            throw invalid("transaction ID should not be empty");
        }
        requireReader(
                request.getChannelId(),
                new SignedData(signed.getRequest(), request.getIdentity(), signed.getSignature()));
        return peer.ledger().awaitStatus(request.getTransactionId());
    }

    private void chaincodeEvents(
            SignedChaincodeEventsRequest signed, ServerCallStreamObserver<ChaincodeEventsResponse> observer) {
        if (signed.getRequest().isEmpty()) {
            throw invalid("a chaincode events request is required");
        }
        ChaincodeEventsRequest request;
        try {
            request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
        } catch (InvalidProtocolBufferException e) {
            throw invalid("invalid chaincode events request: " + e.getMessage());
        }
        requireReader(
                request.getChannelId(),
                new SignedData(signed.getRequest(), request.getIdentity(), signed.getSignature()));
        ChaincodeEventStream.start(peer, request, startBlock(request), observer, workers);
    }

    private long startBlock(ChaincodeEventsRequest request) {
        Ledger ledger = peer.ledger();
        if (!request.getAfterTransactionId().isEmpty()) {
            Optional<TransactionStatus> after = ledger.status(request.getAfterTransactionId());
            if (after.isPresent()) {
                return after.get().block();
            }
        }
        SeekPosition position = request.getStartPosition();
        return switch (position.getTypeCase()) {
            case SPECIFIED -> position.getSpecified().getNumber();
            case TYPE_NOT_SET, NEXT_COMMIT -> ledger.height();
            case OLDEST, NEWEST ->
                throw invalid("invalid start position type: *orderer.SeekPosition_"
                        + (position.hasOldest() ? "Oldest" : "Newest"));
        };
    }

    private void requireReader(String channelId, SignedData signed) {
        try {
            access.require(ChannelAccess.READERS, channelId, signed);
        } catch (AccessDeniedException e) {
            throw GatewayErrors.of(Status.Code.PERMISSION_DENIED, String.valueOf(e.getMessage()));
        }
    }

    private static StatusRuntimeException invalid(String message) {
        return GatewayErrors.of(Status.Code.INVALID_ARGUMENT, message);
    }

    private final class Grpc extends GatewayGrpc.GatewayImplBase {
        @Override
        public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> observer) {
            try {
                Reply.send(GatewayService.this.evaluate(request), observer, () -> "evaluate timeout expired");
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }

        @Override
        public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> observer) {
            try {
                EndorseCall call = endorseCall(request);
                List<String> organisations = request.getEndorsingOrganizationsList();
                Reply.send(
                        organisations.isEmpty() ? call.byPolicy() : call.byOrganisations(organisations),
                        observer,
                        call::timeoutMessage);
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }

        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> observer) {
            try {
                Reply.send(
                        GatewayService.this.submit(request),
                        observer,
                        () -> "submit timeout expired while broadcasting to ordering service");
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }

        @Override
        public void commitStatus(SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> observer) {
            try {
                CompletableFuture<TransactionStatus> committed = GatewayService.this.commitStatus(request);
                CompletableFuture<CommitStatusResponse> answer = committed.thenApplyAsync(
                        status -> {
                            peer.gate().pass();
                            return CommitStatusResponse.newBuilder()
                                    .setResult(status.code())
                                    .setBlockNumber(status.block())
                                    .build();
                        },
                        workers);
                // When the caller has gone, nobody waits for the commit.
                var unused = answer.whenComplete((status, failure) -> committed.cancel(false));
                Reply.send(answer, observer, () -> "context deadline exceeded");
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            } catch (RejectedExecutionException e) {
                observer.onError(GatewayErrors.of(Status.Code.ABORTED, "the peer is overloaded or stopping"));
            }
        }

        @Override
        public void chaincodeEvents(
                SignedChaincodeEventsRequest request, StreamObserver<ChaincodeEventsResponse> observer) {
            try {
                GatewayService.this.chaincodeEvents(
                        request, (ServerCallStreamObserver<ChaincodeEventsResponse>) observer);
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }
    }
}
