package org.touchmark.network.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ledger.LedgerException;

/**
 * Sends a chaincode's events block by block, as fast as the client takes them (internal/pkg/gateway/chaincodeevents.go).
 * One worker at a time runs it; between blocks none does.
 */
final class ChaincodeEventStream implements Runnable {
    private final PeerNode peer;
    private final String chaincode;
    private final String afterTransaction;
    private final ServerCallStreamObserver<ChaincodeEventsResponse> observer;
    private final Executor workers;
    /** Above 0 while a worker is at it; what arrives meanwhile makes it look again. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    private long next;
    private boolean passedTransaction;
    private volatile @Nullable CompletableFuture<Block> waiting;

    private ChaincodeEventStream(
            PeerNode peer,
            ChaincodeEventsRequest request,
            long start,
            ServerCallStreamObserver<ChaincodeEventsResponse> observer,
            Executor workers) {
        this.peer = peer;
        this.chaincode = request.getChaincodeId();
        this.afterTransaction = request.getAfterTransactionId();
        this.passedTransaction = afterTransaction.isEmpty();
        this.next = start;
        this.observer = observer;
        this.workers = workers;
    }

    /** Starts sending; ends when the client goes. To be called before the service method returns. */
    static void start(
            PeerNode peer,
            ChaincodeEventsRequest request,
            long start,
            ServerCallStreamObserver<ChaincodeEventsResponse> observer,
            Executor workers) {
        ChaincodeEventStream stream = new ChaincodeEventStream(peer, request, start, observer, workers);
        observer.setOnReadyHandler(stream::wake);
        observer.setOnCancelHandler(stream::stop);
        stream.wake();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            try {
                workers.execute(this);
            } catch (RejectedExecutionException e) {
                fail("the peer is overloaded or stopping");
            }
        }
    }

    private void stop() {
        CompletableFuture<Block> wait = waiting;
        if (wait != null) {
            wait.cancel(false);
        }
    }

    @Override
    public void run() {
        int seen = wakeUps.get();
        while (true) {
            try {
                sendWhatIsThere();
            } catch (LedgerException | InvalidProtocolBufferException e) {
                fail(String.valueOf(e.getMessage()));
                return;
            }
            int now = wakeUps.addAndGet(-seen);
            if (now == 0) {
                return;
            }
            seen = now;
        }
    }

    private void sendWhatIsThere() throws InvalidProtocolBufferException {
        while (observer.isReady() && !observer.isCancelled()) {
            peer.gate().pass();
            Optional<Block> block = peer.ledger().block(next);
            if (block.isEmpty()) {
                awaitNext();
                return;
            }
            next++;
            List<ChaincodeEvent> events = matching(BlockEvents.of(block.get()));
            if (!events.isEmpty()) {
                observer.onNext(ChaincodeEventsResponse.newBuilder()
                        .addAllEvents(events)
                        .setBlockNumber(block.get().getHeader().getNumber())
                        .build());
            }
        }
    }

    private void awaitNext() {
        CompletableFuture<Block> before = waiting;
        if (before != null && !before.isDone()) {
            return;
        }
        CompletableFuture<Block> wait = peer.ledger().awaitBlock(next);
        waiting = wait;
        // The wake-up is all that is wanted of it; a cancelled wait belongs to a client that has gone.
        var unused = wait.whenComplete((block, failure) -> {
            if (failure == null) {
                wake();
            } else if (!wait.isCancelled()) {
                fail(String.valueOf(failure.getMessage()));
            }
        });
        if (observer.isCancelled()) {
            wait.cancel(false);
        }
    }

    private List<ChaincodeEvent> matching(List<ChaincodeEvent> events) {
        List<ChaincodeEvent> matching = new ArrayList<>();
        for (ChaincodeEvent event : events) {
            if (!passedTransaction) {
                passedTransaction = event.getTxId().equals(afterTransaction);
            } else if (event.getChaincodeId().equals(chaincode)) {
                matching.add(event);
            }
        }
        return matching;
    }

    private void fail(String reason) {
        synchronized (observer) {
            if (!observer.isCancelled()) {
                observer.onError(GatewayErrors.of(Status.Code.ABORTED, reason));
            }
        }
    }
}
