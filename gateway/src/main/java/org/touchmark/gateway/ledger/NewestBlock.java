package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.touchmark.domain.error.RefusedException;

/**
 * The newest block that this gateway knows of: one that a write of its own is in, or one that it has read from. A peer that
 * has not got it yet judges by what was: it says that a batch is unknown which another peer has just committed, or that its
 * pages are missing. Such a refusal is none. Nor does it count that the peer has the block a moment later: only a peer that
 * had it before it was asked knew what it refused.
 */
final class NewestBlock {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final AtomicLong number = new AtomicLong(-1);

    /** The newest block that each peer is known to have, by the peer's name. */
    private final Map<String, Long> had = new ConcurrentHashMap<>();

    /**
     * What was known before a call: a peer that has caught up since may have refused before.
     *
     * @param newest the block that a peer should have had
     * @param had the newest block that each peer was known to have
     */
    record Before(long newest, Map<String, Long> had) {
        private boolean knew(PeerLink peer) {
            return had.getOrDefault(peer.name(), -1L) >= newest;
        }
    }

    /** How much a peer knew that refused. */
    enum Refuser {
        /** It had the newest block, so its refusal counts. */
        KNEW,
        /** It may not have had it and has it now, so it is to be asked again. */
        KNOWS_NOW,
        /** It has not got it yet. */
        BEHIND
    }

    /** A peer has that block. */
    void saw(long block) {
        number.accumulateAndGet(block, Math::max);
    }

    /** Whether a peer with that many blocks has it. */
    boolean isBelow(long height) {
        return number.get() < height;
    }

    /** What is known; asked for before a peer is, to judge what it says. */
    Before now() {
        return new Before(number.get(), Map.copyOf(had));
    }

    /** The same before one more try of a call: what a peer should have had has not grown meanwhile, so that tries end. */
    Before still(Before first) {
        return new Before(first.newest(), Map.copyOf(had));
    }

    /**
     * Whether a peer that refused knew the newest block; waits up to 5 s for one that does not.
     *
     * @param before what was known when the peer was asked
     */
    Refuser of(GatewayException refusal, Routes routes, Before before) {
        Refuser least = Refuser.KNEW;
        for (ErrorDetail detail : refusal.getDetails()) {
            if (RefusedException.parse(detail.getMessage()).isPresent()) {
                for (Route route : routes.all()) {
                    if (route.peer().msp().equals(detail.getMspId()) && !before.knew(route.peer())) {
                        Refuser one = await(route, routes.channel(), before.newest());
                        least = one.compareTo(least) > 0 ? one : least;
                    }
                }
            }
        }
        return least;
    }

    private Refuser await(Route route, String channel, long wanted) {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - endNanos < 0 && !Thread.currentThread().isInterrupted()) {
            OptionalLong newest = newestAt(route, channel);
            if (newest.isEmpty()) {
                // A peer that does not answer is none that refuses.
                return Refuser.KNEW;
            }
            had.merge(route.peer().name(), newest.getAsLong(), Math::max);
            if (newest.getAsLong() >= wanted) {
                return Refuser.KNOWS_NOW;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return Refuser.BEHIND;
    }

    private static OptionalLong newestAt(Route route, String channel) {
        try {
            byte[] info = route.gateway()
                    .getNetwork(channel)
                    .getContract("qscc")
                    .newProposal("GetChainInfo")
                    .addArguments(channel)
                    .setEndorsingOrganizations(route.peer().msp())
                    .build()
                    .evaluate(Routes.within(LIMIT));
            return OptionalLong.of(BlockchainInfo.parseFrom(info).getHeight() - 1);
        } catch (GatewayException | InvalidProtocolBufferException e) {
            return OptionalLong.empty();
        }
    }
}
