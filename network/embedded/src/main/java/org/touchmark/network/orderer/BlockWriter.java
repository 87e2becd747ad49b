package org.touchmark.network.orderer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.Gate;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.ledger.BlockLog;
import org.touchmark.network.msp.SigningIdentity;

/**
 * Orders envelopes: one thread takes them from a queue, cuts blocks, signs them and makes them durable; only then are
 * their senders answered. All blocks cut in one go share one database transaction.
 */
final class BlockWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockWriter.class);
    private static final int MAX_QUEUED = 20_000;
    private static final long MAX_GO_BYTES = 32L << 20;
    private static final long IDLE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long a go stays open under load: little beside the time that a block takes to become durable four times. */
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final BlockLog log;
    private final BlockAssembler assembler;
    private final BlockCutter cutter;
    private final CutPolicy policy;
    private final Gate gate;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
    private final Thread thread = new Thread(this::run, "orderer-writer");

    private volatile boolean closed;

    /** Whether the last go held more than one envelope: then more come while this one is open. */
    private boolean busy;

    BlockWriter(BlockLog log, SigningIdentity orderer, CutPolicy policy, Gate gate) {
        this.log = log;
        this.assembler = new BlockAssembler(orderer);
        this.cutter = new BlockCutter(log.config());
        this.policy = policy;
        this.gate = gate;
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes with SUCCESS once a durable block holds the envelope. */
    CompletableFuture<BroadcastResponse> order(Envelope envelope) {
        Pending pending = new Pending(envelope);
        if (closed) {
            pending.answer().complete(unavailable("the orderer is stopping"));
        } else if (!queue.offer(pending)) {
            pending.answer()
                    .complete(unavailable("the orderer's queue of " + MAX_QUEUED + " envelopes is full: try again"));
        }
        return pending.answer();
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.debug("Orderer's writer stops");
        }
        refuseTheRest();
    }

    /** Waits for an envelope, then takes all that are there, and writes what they fill. */
    private void turn() throws InterruptedException {
        Pending first = queue.poll(IDLE_POLL_NANOS, TimeUnit.NANOSECONDS);
        if (first == null) {
            return;
        }
        long deadline = System.nanoTime() + openNanos();
        List<List<Pending>> batches = new ArrayList<>();
        int taken = 0;
        long bytes = 0;
        for (Pending next = first; next != null; next = bytes < MAX_GO_BYTES ? following(deadline) : null) {
            gate.pass();
            List<List<Pending>> complete = cutter.add(next);
            batches.addAll(complete);
            bytes += next.bytes();
            taken++;
            if (!complete.isEmpty()) {
                deadline = System.nanoTime();
            }
        }
        busy = taken > 1;
        if (!cutter.isEmpty()) {
            batches.add(cutter.cut());
        }
        write(batches);
    }

    private long openNanos() {
        long timeout = log.config().batchTimeout().toNanos();
        return switch (policy) {
            case AFTER_TIMEOUT -> timeout;
            case WHEN_IDLE -> busy ? Math.min(timeout, GATHERING_NANOS) : 0;
        };
    }

    /** The next envelope of this go: one that is there, or one that comes while the go is open. */
    private @Nullable Pending following(long deadline) throws InterruptedException {
        return queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void write(List<List<Pending>> batches) {
        if (batches.isEmpty()) {
            return;
        }
        BroadcastResponse answer;
        try {
            log.append(assemble(batches));
            answer = BroadcastResponse.newBuilder().setStatus(Status.SUCCESS).build();
        } catch (RuntimeException e) {
            // Whatever it is, it must not end the thread: senders are told, and the next go may do better.
            LOG.warn("Blocks could not be stored; their senders are told", e);
            answer = unavailable(String.valueOf(e.getMessage()));
        }
        for (List<Pending> batch : batches) {
            for (Pending pending : batch) {
                pending.answer().complete(answer);
            }
        }
    }

    private List<Block> assemble(List<List<Pending>> batches) {
        List<Block> blocks = new ArrayList<>();
        Block last = log.newest();
        for (List<Pending> batch : batches) {
            last = assembler.next(
                    last,
                    batch.stream()
                            .map(pending -> pending.envelope().toByteString())
                            .toList());
            blocks.add(last);
        }
        return blocks;
    }

    private void refuseTheRest() {
        List<Pending> rest = new ArrayList<>(cutter.cut());
        queue.drainTo(rest);
        rest.forEach(pending -> pending.answer().complete(unavailable("the orderer is stopping")));
    }

    private static BroadcastResponse unavailable(String info) {
        return BroadcastResponse.newBuilder()
                .setStatus(Status.SERVICE_UNAVAILABLE)
                .setInfo(info)
                .build();
    }

    /** Ends the thread between two blocks; envelopes that are not durable are answered as unavailable. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuseTheRest();
    }
}
