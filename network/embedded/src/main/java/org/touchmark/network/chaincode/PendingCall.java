package org.touchmark.network.chaincode;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;

/**
 * What has arrived for one transaction: the stream's thread puts it here, the thread that waits for the transaction
 * handles it. So the stream's thread never blocks, and the state is read by one thread.
 */
final class PendingCall {
    /** A request, a result and the end of the stream: never more at once. */
    private static final int CAPACITY = 3;

    private final BlockingQueue<Optional<ChaincodeMessage>> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean answering = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean terminated = new AtomicBoolean();

    /** False if another request of this transaction waits for its answer: then it is dropped, as in Fabric. */
    boolean request(ChaincodeMessage message) {
        return answering.compareAndSet(false, true) && arrived.offer(Optional.of(message));
    }

    void answered() {
        answering.set(false);
    }

    /** The transaction's result; only the first counts. */
    void complete(ChaincodeMessage message) {
        if (over.compareAndSet(false, true) && !arrived.offer(Optional.of(message))) {
            throw new IllegalStateException("no room for the result of " + message.getTxid());
        }
    }

    void terminate() {
        if (terminated.compareAndSet(false, true) && !arrived.offer(Optional.empty())) {
            throw new IllegalStateException("no room for the end of the stream");
        }
    }

    /**
     * The next message.
     *
     * @param deadlineNanos by {@link System#nanoTime()}
     * @throws SimulationException when time is up or the stream has ended
     */
    ChaincodeMessage await(long deadlineNanos) throws SimulationException {
        try {
            Optional<ChaincodeMessage> next = arrived.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            // Spelled out, for Optional is null here when time is up.
            if (next == null) {
                throw new SimulationException("timeout expired while executing transaction");
            }
            return next.orElseThrow(() -> new SimulationException(ChaincodeLink.STREAM_TERMINATED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationException("interrupted while executing transaction", e);
        }
    }
}
