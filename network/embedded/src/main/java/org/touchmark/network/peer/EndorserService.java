package org.touchmark.network.peer;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer's {@code protos.Endorser}: proposals are processed on a bounded pool of their own. */
public final class EndorserService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndorserService.class);

    private final PeerNode peer;
    private final PeerLimits limits;
    private final DefinedChaincodes definitions = new DefinedChaincodes();
    private final Endorser endorser;
    private final ExecutorService workers;

    public EndorserService(PeerNode peer, PeerLimits limits) {
        this(peer, limits, Clock.systemUTC());
    }

    EndorserService(PeerNode peer, PeerLimits limits, Clock clock) {
        this.peer = peer;
        this.limits = limits;
        this.endorser = new Endorser(peer, limits, clock, definitions);
        this.workers =
                Workers.create(peer.name() + "-endorser", limits.endorserThreads(), limits.endorserConcurrency());
    }

    /** The gRPC service, with its concurrency limit. */
    public BindableService grpc() {
        ConcurrencyLimit limit = new ConcurrencyLimit("protos.Endorser", limits.endorserConcurrency());
        return () -> ServerInterceptors.intercept(new Grpc(), limit);
    }

    PeerNode peer() {
        return peer;
    }

    PeerLimits limits() {
        return limits;
    }

    DefinedChaincodes definitions() {
        return definitions;
    }

    boolean isSystemChaincode(String name) {
        return endorser.isSystemChaincode(name);
    }

    /** Processes a proposal on the pool; fails with {@link ProposalRefusedException}, wrapped or not. */
    CompletableFuture<ProposalResponse> process(SignedProposal proposal) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        peer.gate().pass();
                        try {
                            return endorser.process(proposal);
                        } catch (ProposalRefusedException e) {
                            throw new CompletionException(e);
                        }
                    },
                    workers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new ProposalRefusedException(
                    ProposalRefusedException.By.FILTER,
                    "too many requests for /protos.Endorser, exceeding concurrency limit ("
                            + limits.endorserConcurrency() + ")"));
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** A refusal is a plain error in Go, which gRPC sends as UNKNOWN with its text. */
    private StatusRuntimeException statusOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProposalRefusedException) {
            LOG.info("{}: proposal refused: {}", peer.name(), cause.getMessage());
            return Status.UNKNOWN.withDescription(cause.getMessage()).asRuntimeException();
        }
        LOG.error("{}: proposal failed", peer.name(), cause);
        return Status.INTERNAL.withDescription(String.valueOf(cause)).asRuntimeException();
    }

    private final class Grpc extends EndorserGrpc.EndorserImplBase {
        @Override
        public void processProposal(SignedProposal proposal, StreamObserver<ProposalResponse> observer) {
            // The answer goes to the observer; the future is of no further use.
            var unused = process(proposal).whenComplete((response, failure) -> {
                if (failure != null) {
                    observer.onError(statusOf(failure));
                } else {
                    observer.onNext(response);
                    observer.onCompleted();
                }
            });
        }
    }
}
