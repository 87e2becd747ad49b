package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Endorse call: collects equal endorsements of enough organisations (internal/pkg/gateway/endorse.go,
 * endorsement.go). No thread waits in it; its state is guarded by itself.
 */
final class EndorseCall {
    private static final Logger LOG = LoggerFactory.getLogger(EndorseCall.class);
    static final String MISMATCH = "ProposalResponsePayloads do not match";

    private final GatewayProposal proposal;
    private final GatewayPeers registry;
    private final Context context = Context.current();
    private final Map<String, Deque<EndorsingPeer>> untried = new HashMap<>();
    private final Map<String, Endorsement> endorsements = new LinkedHashMap<>();
    private final Set<String> exhausted = new HashSet<>();
    private final List<ErrorDetail> details = new ArrayList<>();
    private @Nullable ByteString payload;
    private volatile String waitingFor = "endorsements";

    EndorseCall(GatewayProposal proposal, GatewayPeers registry) {
        this.proposal = proposal;
        this.registry = registry;
    }

    /** What to tell a caller whose time is up. */
    String timeoutMessage() {
        return "endorsement timeout expired while collecting " + waitingFor;
    }

    /** One peer of each named organisation, whatever the policy says. */
    CompletableFuture<EndorseResponse> byOrganisations(Collection<String> organisations) {
        Map<String, List<EndorsingPeer>> peers = registry.byOrganisation(proposal);
        List<String> missing = organisations.stream()
                .filter(organisation -> !peers.containsKey(organisation))
                .toList();
        if (!missing.isEmpty()) {
            return CompletableFuture.failedFuture(GatewayErrors.of(
                    Status.Code.UNAVAILABLE,
                    "failed to find any endorsing peers for org(s): " + String.join(", ", missing)));
        }
        peers.forEach((organisation, members) -> untried.put(organisation, new ArrayDeque<>(members)));
        return satisfyOneOf(List.of(new LinkedHashSet<>(organisations)));
    }

    /** The gateway's own organisation first, then as many others as the policy asks for. */
    CompletableFuture<EndorseResponse> byPolicy() {
        Map<String, List<EndorsingPeer>> peers = registry.byOrganisation(proposal);
        peers.forEach((organisation, members) -> untried.put(organisation, new ArrayDeque<>(members)));
        String own = registry.ownMspId();
        if (!peers.containsKey(own)) {
            return withoutOwn(peers, own);
        }
        waitingFor = "first endorsement";
        return tryGroup(own).thenCompose(endorsed -> {
            waitingFor = "endorsements";
            if (!endorsed) {
                throw GatewayErrors.of(
                        Status.Code.ABORTED,
                        "failed to endorse transaction, see attached details for more info",
                        detailsSoFar());
            }
            return satisfyOneOf(registry.layouts(proposal, peers, own));
        });
    }

    private CompletableFuture<EndorseResponse> withoutOwn(Map<String, List<EndorsingPeer>> peers, String own) {
        if (proposal.hasTransientData()) {
            return CompletableFuture.failedFuture(GatewayErrors.of(
                    Status.Code.FAILED_PRECONDITION,
                    "no endorsers found in the gateway's organization; retry specifying endorsing organization(s) to "
                            + "protect transient data"));
        }
        return CompletableFuture.supplyAsync(() -> registry.layouts(proposal, peers, own), Runnable::run)
                .thenCompose(this::satisfyOneOf);
    }

    private CompletableFuture<EndorseResponse> satisfyOneOf(List<Set<String>> layouts) {
        Optional<Set<String>> next = firstPossible(layouts);
        if (next.isEmpty()) {
            return CompletableFuture.failedFuture(GatewayErrors.of(
                    Status.Code.ABORTED,
                    "failed to collect enough transaction endorsements, see attached details for more info",
                    detailsSoFar()));
        }
        List<String> missing = missing(next.get());
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(response(next.get()));
        }
        CompletableFuture<?>[] attempts = missing.stream().map(this::tryGroup).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(attempts).thenCompose(ignored -> satisfyOneOf(layouts));
    }

    private synchronized Optional<Set<String>> firstPossible(List<Set<String>> layouts) {
        return layouts.stream()
                .filter(layout -> layout.stream().noneMatch(exhausted::contains))
                .findFirst();
    }

    private synchronized List<String> missing(Set<String> layout) {
        return layout.stream()
                .filter(organisation -> !endorsements.containsKey(organisation))
                .toList();
    }

    private synchronized List<ErrorDetail> detailsSoFar() {
        return List.copyOf(details);
    }

    /** Asks the organisation's peers one after another until one endorses as the others did. */
    private CompletableFuture<Boolean> tryGroup(String organisation) {
        EndorsingPeer peer = nextPeer(organisation);
        if (peer == null) {
            return CompletableFuture.completedFuture(false);
        }
        return peer.endorse(proposal.signed(), context)
                .thenCompose(outcome ->
                        accept(peer, outcome) ? CompletableFuture.completedFuture(true) : tryGroup(organisation));
    }

    private synchronized @Nullable EndorsingPeer nextPeer(String organisation) {
        Deque<EndorsingPeer> peers = untried.get(organisation);
        EndorsingPeer next = peers == null ? null : peers.poll();
        if (next == null) {
            exhausted.add(organisation);
        }
        return next;
    }

    private synchronized boolean accept(EndorsingPeer peer, EndorserOutcome outcome) {
        if (!outcome.succeeded()) {
            return reject(peer, outcome.message());
        }
        ProposalResponse response = outcome.response();
        if (payload == null) {
            payload = response.getPayload();
        } else if (!payload.equals(response.getPayload())) {
            return reject(peer, MISMATCH);
        }
        endorsements.put(peer.mspId(), response.getEndorsement());
        return true;
    }

    private boolean reject(EndorsingPeer peer, String reason) {
        LOG.warn("endorsement by {} ({}) failed: {}", peer.endpoint(), peer.mspId(), reason);
        details.add(GatewayErrors.detail(peer, reason));
        return false;
    }

    private synchronized EndorseResponse response(Set<String> layout) {
        ChaincodeEndorsedAction.Builder action = ChaincodeEndorsedAction.newBuilder();
        if (payload != null) {
            action.setProposalResponsePayload(payload);
        }
        endorsements.forEach((organisation, endorsement) -> {
            if (layout.contains(organisation)) {
                action.addEndorsements(endorsement);
            }
        });
        Envelope transaction = proposal.prepare(action.build());
        return EndorseResponse.newBuilder().setPreparedTransaction(transaction).build();
    }
}
