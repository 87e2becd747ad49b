package org.touchmark.network.deliver;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.Gate;
import org.touchmark.network.ledger.BlockReader;
import org.touchmark.network.ledger.LedgerException;

/**
 * One call of Deliver: serves signed requests one after the other (common/deliver/deliver.go, Handle). It holds no
 * thread while it waits for a block or for a slow client: whatever happens calls {@link #pump}, and one thread at a time
 * does what can be done.
 */
public final class BlockStream<R> implements StreamObserver<Envelope> {
    private static final Logger LOG = LoggerFactory.getLogger(BlockStream.class);

    private final Settings settings;
    private final Responses<R> responses;
    private final ServerCallStreamObserver<R> client;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger signals = new AtomicInteger();

    private volatile @Nullable Envelope asked;
    private volatile boolean halfClosed;
    private volatile boolean ended;

    /** Whether the chain was closed under the stream. */
    private volatile boolean lost;

    private @Nullable SeekRequest request;
    private @Nullable Cursor cursor;
    private @Nullable CompletableFuture<Block> awaited;

    /**
     * What all streams of a service share.
     *
     * @param chain where the blocks come from
     * @param policy the path of the policy that a requester must satisfy
     * @param gate passed before each block
     * @param executor runs the stream when a block it waits for is there; may block
     */
    public record Settings(BlockReader chain, String policy, Gate gate, Executor executor) {}

    private BlockStream(Settings settings, Responses<R> responses, ServerCallStreamObserver<R> client) {
        this.settings = settings;
        this.responses = responses;
        this.client = client;
    }

    /** Starts to serve a call; to be returned from the service's method. */
    public static <R> BlockStream<R> open(Settings settings, Responses<R> responses, StreamObserver<R> client) {
        ServerCallStreamObserver<R> call = (ServerCallStreamObserver<R>) client;
        BlockStream<R> stream = new BlockStream<>(settings, responses, call);
        call.disableAutoRequest();
        call.setOnReadyHandler(stream::pump);
        call.setOnCancelHandler(stream::cancel);
        call.request(1);
        return stream;
    }

    @Override
    public void onNext(Envelope envelope) {
        asked = envelope;
        pump();
    }

    @Override
    public void onError(Throwable cause) {
        cancel();
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        pump();
    }

    private void cancel() {
        ended = true;
        pump();
    }

    /** Signals are counted, so that one that comes while a thread works makes that thread look again. */
    private void pump() {
        if (signals.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            work();
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private void work() {
        try {
            while (!ended && step()) {
                // Each step sends one thing.
            }
        } catch (RefusedException e) {
            LOG.info("Deliver refused: {}: {}", e.status(), e.getMessage());
            end(e.status());
        } catch (LedgerException e) {
            LOG.warn("Deliver stopped", e);
            end(Status.SERVICE_UNAVAILABLE);
        }
        if (ended && awaited != null) {
            awaited.cancel(false);
        }
    }

    /** Does one thing; false if there is nothing to do before the next signal. */
    private boolean step() throws RefusedException {
        Cursor current = cursor;
        SeekRequest accepted = request;
        if (current != null && accepted != null) {
            return client.isReady() && sendNext(accepted, current);
        }
        Envelope envelope = asked;
        if (envelope == null) {
            if (halfClosed) {
                ended = true;
                client.onCompleted();
            }
            return false;
        }
        settings.gate().pass();
        asked = null;
        request = SeekRequest.accept(envelope, settings.chain().config(), settings.policy(), clock);
        cursor = Cursor.at(request.seek(), settings.chain().height());
        return true;
    }

    private boolean sendNext(SeekRequest accepted, Cursor current) throws RefusedException {
        settings.gate().pass();
        if (lost) {
            throw new RefusedException(Status.SERVICE_UNAVAILABLE, "the node is stopping");
        }
        current.requireReady(settings.chain().height());
        Optional<Block> block = settings.chain().block(current.next());
        if (block.isEmpty()) {
            await(current.next());
            return false;
        }
        accepted.requireInForce(settings.chain().config(), clock);
        client.onNext(responses.block(current.form(block.get())));
        if (!current.advance()) {
            client.onNext(responses.status(Status.SUCCESS));
            cursor = null;
            request = null;
            client.request(1);
        }
        return true;
    }

    private void await(long number) {
        CompletableFuture<Block> future = awaited;
        if (future != null && !future.isDone()) {
            return;
        }
        CompletableFuture<Block> next = settings.chain().awaitBlock(number);
        awaited = next;
        var unused = next.whenCompleteAsync(
                (block, error) -> {
                    if (error instanceof LedgerException) {
                        lost = true;
                    }

                    pump();
                },
                settings.executor());
    }

    private void end(Status status) {
        ended = true;
        client.onNext(responses.status(status));
        client.onCompleted();
    }
}
