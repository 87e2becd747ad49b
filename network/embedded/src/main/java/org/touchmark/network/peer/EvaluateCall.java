package org.touchmark.network.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;

/** One Evaluate call: the first peer that answers (internal/pkg/gateway/evaluate.go). */
final class EvaluateCall {
    private final GatewayProposal proposal;
    private final Deque<EndorsingPeer> untried;
    private final Context context = Context.current();
    private final List<ErrorDetail> details = new ArrayList<>();

    private EvaluateCall(GatewayProposal proposal, List<EndorsingPeer> peers) {
        this.proposal = proposal;
        this.untried = new ArrayDeque<>(peers);
    }

    static CompletableFuture<EvaluateResponse> run(
            GatewayProposal proposal, GatewayPeers registry, Collection<String> organisations) {
        if (!registry.knowsChannel(proposal.channelId())) {
            return CompletableFuture.failedFuture(GatewayErrors.of(
                    Status.Code.UNAVAILABLE,
                    "failed to get config for channel [" + proposal.channelId()
                            + "]: could not get last config for channel " + proposal.channelId()));
        }
        boolean guarded = proposal.hasTransientData() && organisations.isEmpty();
        Collection<String> targets = guarded ? List.of(registry.ownMspId()) : organisations;
        List<EndorsingPeer> peers = registry.evaluators(proposal, targets);
        if (peers.isEmpty()) {
            String none = "no peers available to evaluate chaincode " + proposal.chaincode() + " in channel "
                    + proposal.channelId();
            String advice = "no endorsers found in the gateway's organization; retry specifying target organization(s) "
                    + "to protect transient data: ";
            return CompletableFuture.failedFuture(
                    GatewayErrors.of(Status.Code.FAILED_PRECONDITION, guarded ? advice + none : none));
        }
        return new EvaluateCall(proposal, peers).next();
    }

    private CompletableFuture<EvaluateResponse> next() {
        EndorsingPeer peer = untried.remove();
        return peer.endorse(proposal.signed(), context).thenCompose(outcome -> {
            if (outcome.succeeded()) {
                return CompletableFuture.completedFuture(EvaluateResponse.newBuilder()
                        .setResult(resultOf(outcome.response()))
                        .build());
            }
            details.add(GatewayErrors.detail(peer, outcome.message()));
            if (!outcome.retry()) {
                throw GatewayErrors.of(
                        outcome.code(), "evaluate call to endorser returned error: " + outcome.message(), details);
            }
            if (untried.isEmpty()) {
                throw GatewayErrors.of(
                        outcome.code(), "failed to evaluate transaction, see attached details for more info", details);
            }
            return next();
        });
    }

    /** The endorsed response's payload; the outer one need not be the transaction's result. */
    private static Response resultOf(ProposalResponse response) {
        try {
            ProposalResponsePayload payload = ProposalResponsePayload.parseFrom(response.getPayload());
            ChaincodeAction action = ChaincodeAction.parseFrom(payload.getExtension());
            return response.getResponse().toBuilder()
                    .setPayload(action.getResponse().getPayload())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            return response.getResponse();
        }
    }
}
