package org.touchmark.network.peer;

import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.DeliverResponse;
import org.jspecify.annotations.Nullable;

/** One Deliver call to an orderer; blocks are asked for as they are taken, so that few are ever in memory. */
final class BlockPull implements ClientResponseObserver<Envelope, DeliverResponse>, AutoCloseable {
    private static final int PREFETCHED_BLOCKS = 4;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ManagedChannel channel;
    private final Runnable connected;
    private @Nullable ClientCallStreamObserver<Envelope> call;

    /** A response, or the end of the call with its reason. */
    private record Event(@Nullable DeliverResponse response, String end) {}

    /** The stream ended; the message says why. */
    static final class EndedException extends Exception {
        private static final long serialVersionUID = 1L;

        EndedException(String message) {
            super(message);
        }
    }

    /**
     * Starts the call; the channel is closed with it.
     *
     * @param connected runs when the orderer can be reached
     */
    static BlockPull start(ManagedChannel channel, Envelope seek, Runnable connected) {
        BlockPull pull = new BlockPull(channel, connected);
        AtomicBroadcastGrpc.newStub(channel)
                .withMaxInboundMessageSize(100 << 20)
                .deliver(pull)
                .onNext(seek);
        return pull;
    }

    private BlockPull(ManagedChannel channel, Runnable connected) {
        this.channel = channel;
        this.connected = connected;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Envelope> requests) {
        call = requests;
        requests.disableAutoRequestWithInitial(PREFETCHED_BLOCKS);
        requests.setOnReadyHandler(connected);
    }

    @Override
    public void onNext(DeliverResponse response) {
        events.add(new Event(response, ""));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Event(null, String.valueOf(cause.getMessage())));
    }

    @Override
    public void onCompleted() {
        events.add(new Event(null, "the orderer ended the stream"));
    }

    /**
     * Waits for the next block.
     *
     * @throws EndedException if the orderer refused, stopped or is out of reach
     */
    Block next() throws InterruptedException, EndedException {
        Event event = events.take();
        DeliverResponse response = event.response();
        if (response == null) {
            throw new EndedException(event.end());
        }
        if (!response.hasBlock()) {
            throw new EndedException("the orderer answered " + response.getStatus());
        }
        return response.getBlock();
    }

    /** Asks for one more, once a block is done with. */
    void taken() {
        if (call != null) {
            call.request(1);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
