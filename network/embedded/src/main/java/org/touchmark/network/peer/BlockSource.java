package org.touchmark.network.peer;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.Gate;
import org.touchmark.network.deliver.SeekEnvelopes;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.msp.SigningIdentity;

/**
 * Keeps a peer's ledger at the height of its orderer: pulls blocks from where the ledger stands and commits them, and
 * connects again when the orderer was away. A block that can not be committed (a full disk, a wrong orderer) is asked
 * for again; {@link #problem} says what is in the way.
 */
public final class BlockSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockSource.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(25);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final SigningIdentity identity;
    private final Supplier<ManagedChannel> orderer;
    private final Gate gate;
    private final Thread thread = new Thread(this::run, "block-source");
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable String unreachable;
    private volatile @Nullable String refused;

    private BlockSource(Ledger ledger, SigningIdentity identity, Supplier<ManagedChannel> orderer, Gate gate) {
        this.ledger = ledger;
        this.identity = identity;
        this.orderer = orderer;
        this.gate = gate;
    }

    /**
     * Starts to follow an orderer.
     *
     * @param identity the peer's; signs its requests
     * @param orderer makes a channel to the orderer, each time the peer connects
     * @param gate passed before each block
     */
    public static BlockSource follow(
            Ledger ledger, SigningIdentity identity, Supplier<ManagedChannel> orderer, Gate gate) {
        BlockSource source = new BlockSource(ledger, identity, orderer, gate);
        source.thread.setDaemon(true);
        source.thread.start();
        return source;
    }

    /** What keeps the peer from its orderer's blocks; empty while they come. */
    public Optional<String> problem() {
        return Optional.ofNullable(refused).or(() -> Optional.ofNullable(unreachable));
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        try {
            do {
                long before = ledger.height();
                pull();
                wait = ledger.height() > before ? FIRST_WAIT : longer(wait);
            } while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("A peer stops to follow its orderer");
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }

    /** Commits blocks until something is wrong. */
    private void pull() throws InterruptedException {
        gate.pass();
        try (BlockPull pull = BlockPull.start(
                orderer.get(),
                SeekEnvelopes.from(ledger.height(), ledger.config().channelId(), identity),
                () -> unreachable = null)) {
            while (closed.getCount() > 0) {
                Block block = pull.next();
                gate.pass();
                ledger.commit(block);
                pull.taken();
                refused = null;
            }
        } catch (BlockPull.EndedException e) {
            String reason = "no blocks from the orderer: " + e.getMessage();
            log(unreachable, reason);
            unreachable = reason;
        } catch (RuntimeException e) {
            // A LedgerException, or a fault that must not end the thread: the block is asked for again.
            log(refused, String.valueOf(e.getMessage()));
            refused = String.valueOf(e.getMessage());
        }
    }

    /** Says once what is said again and again. */
    private void log(@Nullable String last, String reason) {
        if (closed.getCount() > 0 && !reason.equals(last)) {
            LOG.warn("Peer of {} at height {}: {}", identity.mspId(), ledger.height(), reason);
        }
    }

    /** Ends between two blocks; the ledger stays open. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
