package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.touchmark.domain.error.RefusedException;

/**
 * The newest block that this gateway knows a write of its own in. A peer that has not got it yet judges by what was: it
 * says that a batch is unknown which another peer has just committed. Such a refusal is none.
 */
final class NewestBlock {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final AtomicLong number = new AtomicLong(-1);

    /** What is known of each organisation's peers, by its MSP. */
    private final Map<String, Height> heights = new ConcurrentHashMap<>();

    /** That a peer had a block at a time. */
    record Height(long block, long nanos) {}

    /** The newest block, as known now: taken before a transaction is endorsed, and given back with a refusal. */
    Height now() {
        return new Height(number.get(), System.nanoTime());
    }

    /**
     * Whether a refusal of an endorsement may come of what was: unless a peer that refuses is known to have had the newest
     * block before it was asked. A peer that lagged then may have caught up by now, so that its height now tells nothing;
     * but it does tell of the next refusal.
     */
    boolean mayBeMissedBy(GatewayException refusal, Routes routes, Height asked) {
        if (asked.block() < 0) {
            return false;
        }
        boolean missed = false;
        for (ErrorDetail detail : refusal.getDetails()) {
            if (RefusedException.parse(detail.getMessage()).isPresent()) {
                Height known = heights.get(detail.getMspId());
                if (known != null && known.block() >= asked.block() && known.nanos() - asked.nanos() < 0) {
                    return false;
                }
                missed |= awaitBlock(detail.getMspId(), routes, asked.block());
            }
        }
        return missed;
    }

    /** False for an organisation whose peers this gateway does not know. */
    private boolean awaitBlock(String msp, Routes routes, long block) {
        List<Route> peers = routes.all().stream()
                .filter(route -> route.peer().msp().equals(msp))
                .toList();
        peers.forEach(route -> awaitBlock(route, routes.channel(), block));
        if (!peers.isEmpty()) {
            heights.merge(
                    msp, new Height(block, System.nanoTime()), (old, seen) -> old.block() >= seen.block() ? old : seen);
        }
        return !peers.isEmpty();
    }

    /** A peer has that block. */
    void saw(long block) {
        number.accumulateAndGet(block, Math::max);
    }

    /** Whether a peer of an organisation that refused lacks the block; if so, waits until it has it, or 5 s. */
    boolean isMissingAt(GatewayException refusal, Routes routes) {
        boolean missing = false;
        for (ErrorDetail detail : refusal.getDetails()) {
            if (RefusedException.parse(detail.getMessage()).isPresent()) {
                for (Route route : routes.all()) {
                    missing |= route.peer().msp().equals(detail.getMspId()) && lags(route, routes.channel());
                }
            }
        }
        return missing;
    }

    private boolean lags(Route route, String channel) {
        long wanted = number.get();
        if (hasBlock(route, channel, wanted)) {
            return false;
        }
        awaitBlock(route, channel, wanted);
        return true;
    }

    private static void awaitBlock(Route route, String channel, long wanted) {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (!hasBlock(route, channel, wanted)
                && System.nanoTime() - endNanos < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** A peer that does not answer is none that refuses. */
    private static boolean hasBlock(Route route, String channel, long block) {
        try {
            byte[] info = route.gateway()
                    .getNetwork(channel)
                    .getContract("qscc")
                    .newProposal("GetChainInfo")
                    .addArguments(channel)
                    .setEndorsingOrganizations(route.peer().msp())
                    .build()
                    .evaluate(Routes.within(LIMIT));
            return BlockchainInfo.parseFrom(info).getHeight() > block;
        } catch (GatewayException | InvalidProtocolBufferException e) {
            return true;
        }
    }
}
