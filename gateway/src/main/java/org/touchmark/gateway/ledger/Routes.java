package org.touchmark.gateway.ledger;

import io.grpc.CallOptions;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Proposal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One signatory's ways to the ledger, a peer each, the best first.
 *
 * @param all in the order of preference while nothing is wrong
 * @param endorsers who is asked to endorse
 * @param recheck asks all peers how they are, so that those that hang are put behind
 */
record Routes(String channel, List<Route> all, Endorsers endorsers, Runnable recheck) {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    Routes {
        all = List.copyOf(all);
    }

    /** What is done through one peer. */
    interface Call<T> {
        T through(Route route) throws GatewayException;
    }

    /**
     * Tries one peer after the other, those first that did not fail lately.
     *
     * @param decide throws if a failure is final, whichever peer is asked
     * @throws LedgerUnavailableException if none can do it
     */
    <T, X extends Exception> T firstThatCan(String what, Call<T> call, Decision<X> decide) throws X {
        Set<Route> tried = new HashSet<>();
        GatewayException last = null;
        for (Optional<Route> next = next(tried); next.isPresent(); next = next(tried)) {
            Route route = next.get();
            tried.add(route);
            try {
                return call.through(route);
            } catch (GatewayException e) {
                decide.onFailure(e);
                LOG.info("{} through {}: {}", what, route.peer().name(), Refusals.describe(e));
                suspectIfSilent(route, e);
                last = e;
            }
        }
        throw unavailable(what, last);
    }

    /** What a failure means. */
    interface Decision<X extends Exception> {
        void onFailure(GatewayException failure) throws X;
    }

    private Optional<Route> next(Set<Route> tried) {
        return inOrder().stream().filter(route -> !tried.contains(route)).findFirst();
    }

    /** Those that did not fail lately first. */
    List<Route> inOrder() {
        List<Route> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing(route -> route.peer().isSuspect()));
        return ordered;
    }

    /** The peer that hangs may not be the one that was called, which asks others to endorse: so all are asked. */
    void suspectIfSilent(Route route, GatewayException e) {
        Code code = e.getStatus().getCode();
        if (code == Code.UNAVAILABLE && !isAboutOthers(e)) {
            route.peer().suspect();
        }
        if (code == Code.DEADLINE_EXCEEDED) {
            recheck.run();
        }
    }

    /** Whether a peer that is well says that orderers, or other peers, can not be reached. */
    private static boolean isAboutOthers(GatewayException e) {
        return !e.getDetails().isEmpty()
                || String.valueOf(e.getStatus().getDescription()).contains("orderer");
    }

    Proposal proposal(Route route, String chaincode, Invocation invocation) {
        return proposal(route, chaincode, invocation, new String[0]);
    }

    /** A proposal to be endorsed by peers of these organisations; of those that the called peer chooses, if none are named. */
    Proposal endorsable(Route route, String chaincode, Invocation invocation, Set<String> organisations) {
        return proposal(route, chaincode, invocation, organisations.toArray(String[]::new));
    }

    private Proposal proposal(Route route, String chaincode, Invocation invocation, String[] endorsers) {
        return route.gateway()
                .getNetwork(channel)
                .getContract(chaincode)
                .newProposal(invocation.function())
                .addArguments(invocation.arguments().toArray(String[]::new))
                .putAllTransient(invocation.transientData())
                .setEndorsingOrganizations(endorsers)
                .build();
    }

    private LedgerUnavailableException unavailable(String what, @Nullable GatewayException last) {
        return new LedgerUnavailableException(
                what + ": none of " + all.size() + " peers could do it; the last said "
                        + (last == null ? "nothing" : Refusals.describe(last)),
                last);
    }

    static UnaryOperator<CallOptions> within(Duration limit) {
        return options -> options.withDeadlineAfter(limit);
    }
}
