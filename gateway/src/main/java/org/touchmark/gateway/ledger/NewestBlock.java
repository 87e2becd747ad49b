package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
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

    /** The newest block that each peer, by its name, was found to have. */
    private final Map<String, Long> found = new ConcurrentHashMap<>();

    /**
     * What was known before a call: a peer that has caught up since may have judged before.
     *
     * @param newest the block that a judge should have
     * @param found what each peer was found to have
     */
    record Before(long newest, Map<String, Long> found) {
        private boolean had(PeerLink peer) {
            return found.getOrDefault(peer.name(), -1L) >= newest;
        }
    }

    /** What a refusal is worth. */
    enum Judgement {
        /** Whoever refused knew all that this gateway knew before the call. */
        CURRENT,
        /** A peer may have refused for lack of a block; it has it now, so the call is worth another try. */
        OUTDATED,
        /** The same, and it has not caught up within 5 s. */
        BEHIND
    }

    /** A peer has that block. */
    void saw(long block) {
        number.accumulateAndGet(block, Math::max);
    }

    /** To be asked for before a call whose refusal is to be judged. */
    Before now() {
        return new Before(number.get(), Map.copyOf(found));
    }

    /** To be asked for before the same call is tried once more: what it should be judged by has not grown meanwhile. */
    Before still(Before first) {
        return new Before(first.newest(), Map.copyOf(found));
    }

    /** Judges a refusal by the peers of the organisations that refused, and waits for those that may be behind. */
    Judgement judge(GatewayException refusal, Routes routes, Before before) {
        Judgement worst = Judgement.CURRENT;
        for (ErrorDetail detail : refusal.getDetails()) {
            if (RefusedException.parse(detail.getMessage()).isPresent()) {
                for (Route route : routes.all()) {
                    if (route.peer().msp().equals(detail.getMspId()) && !before.had(route.peer())) {
                        Judgement judgement = await(route, routes.channel(), before.newest());
                        worst = judgement.compareTo(worst) > 0 ? judgement : worst;
                    }
                }
            }
        }
        return worst;
    }

    private Judgement await(Route route, String channel, long wanted) {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (!hasBlock(route, channel, wanted)) {
            if (System.nanoTime() - endNanos > 0 || Thread.currentThread().isInterrupted()) {
                return Judgement.BEHIND;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        found.merge(route.peer().name(), wanted, Math::max);
        return Judgement.OUTDATED;
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
