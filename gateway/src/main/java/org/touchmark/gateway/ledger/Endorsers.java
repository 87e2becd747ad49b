package org.touchmark.gateway.ledger;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose peers are asked to endorse. A majority of the organisations is named: then their peers are asked at the same time,
 * and no plan is made; otherwise a peer asks its own organisation first and the next one after its answer
 * (internal/pkg/gateway/endorse.go). Safe for many threads.
 */
final class Endorsers {
    private static final Logger LOG = LoggerFactory.getLogger(Endorsers.class);

    /** Whether a majority of the organisations that this gateway knows is what the channel's policy asks for. */
    private volatile boolean majorityServes = true;

    /**
     * The organisations to name: the peer's own, and others by chance, so that all have the same work; those whose peers
     * are all under suspicion are left out. Empty where naming can't serve.
     */
    Optional<Set<String>> choose(Route route, List<Route> all) {
        Set<String> every = new LinkedHashSet<>();
        Set<String> well = new LinkedHashSet<>();
        for (Route other : all) {
            every.add(other.peer().msp());
            if (!other.peer().isSuspect()) {
                well.add(other.peer().msp());
            }
        }
        well.remove(route.peer().msp());
        int others = every.size() / 2;
        if (!majorityServes || well.size() < others) {
            return Optional.empty();
        }
        List<String> mixed = new ArrayList<>(well);
        Collections.shuffle(mixed, ThreadLocalRandom.current());
        Set<String> named = new LinkedHashSet<>(Set.of(route.peer().msp()));
        named.addAll(mixed.subList(0, others));
        return Optional.of(named);
    }

    /**
     * Whether peers of other organisations that were named could not endorse, so that the called one may find others. They
     * are put behind for a while.
     */
    boolean couldNot(GatewayException failure, Route route, List<Route> all) {
        Code code = failure.getStatus().getCode();
        if ((code != Code.ABORTED && code != Code.UNAVAILABLE)
                || Refusals.find(failure).isPresent()
                || Refusals.isDisagreement(failure)) {
            return false;
        }
        Set<String> failed = new LinkedHashSet<>();
        failure.getDetails().stream().map(ErrorDetail::getMspId).forEach(failed::add);
        if (failed.contains(route.peer().msp())) {
            return false;
        }
        all.stream()
                .map(Route::peer)
                .filter(peer -> failed.contains(peer.msp()))
                .forEach(PeerLink::suspect);
        return true;
    }

    /** A transaction that a named majority endorsed does not satisfy the channel's policy: from now on peers choose. */
    void failedThePolicy() {
        if (majorityServes) {
            LOG.warn("A majority of the organisations in the connection file does not satisfy the endorsement policy;"
                    + " from now on the peers choose who endorses");
        }
        majorityServes = false;
    }
}
