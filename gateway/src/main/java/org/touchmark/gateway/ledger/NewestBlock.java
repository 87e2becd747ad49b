package org.touchmark.gateway.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
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
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (!hasBlock(route, channel, wanted)
                && System.nanoTime() - endNanos < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
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
