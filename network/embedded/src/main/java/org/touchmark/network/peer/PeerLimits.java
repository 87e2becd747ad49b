package org.touchmark.network.peer;

import java.time.Duration;

/**
 * A peer's limits, with core.yaml's defaults.
 *
 * @param endorserConcurrency proposals at a time (peer.limits.concurrency.endorserService)
 * @param gatewayConcurrency gateway calls at a time, waiting ones and event streams too
 *     (peer.limits.concurrency.gatewayService)
 * @param endorserThreads how many proposals are simulated at a time; the others queue
 * @param endorsementTimeout how long the gateway waits for one endorser (peer.gateway.endorsementTimeout)
 * @param broadcastTimeout how long the gateway waits for the orderer (peer.gateway.broadcastTimeout)
 * @param timeWindow how far a proposal's time may be off (peer.authentication.timewindow)
 */
public record PeerLimits(
        int endorserConcurrency,
        int gatewayConcurrency,
        int endorserThreads,
        Duration endorsementTimeout,
        Duration broadcastTimeout,
        Duration timeWindow) {
    public static final PeerLimits DEFAULT =
            new PeerLimits(2_500, 500, 32, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(15));

    public PeerLimits {
        if (endorserConcurrency < 1 || gatewayConcurrency < 1 || endorserThreads < 1) {
            throw new IllegalArgumentException("a peer's limits must be positive: endorserConcurrency "
                    + endorserConcurrency + ", gatewayConcurrency " + gatewayConcurrency + ", endorserThreads "
                    + endorserThreads);
        }
    }

    public PeerLimits withGatewayConcurrency(int limit) {
        return new PeerLimits(
                endorserConcurrency, limit, endorserThreads, endorsementTimeout, broadcastTimeout, timeWindow);
    }

    public PeerLimits withEndorserConcurrency(int limit) {
        return new PeerLimits(
                limit, gatewayConcurrency, endorserThreads, endorsementTimeout, broadcastTimeout, timeWindow);
    }

    public PeerLimits withEndorsementTimeout(Duration timeout) {
        return new PeerLimits(
                endorserConcurrency, gatewayConcurrency, endorserThreads, timeout, broadcastTimeout, timeWindow);
    }
}
