package org.touchmark.network.peer;

import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.jspecify.annotations.Nullable;

/** The gateway's own peer, called without gRPC. */
final class LocalEndorser implements EndorsingPeer {
    private final EndorserService endorser;

    LocalEndorser(EndorserService endorser) {
        this.endorser = endorser;
    }

    @Override
    public String mspId() {
        return endorser.peer().identity().mspId();
    }

    @Override
    public String endpoint() {
        return endorser.peer().endpoint();
    }

    @Override
    public long height() {
        return endorser.peer().ledger().height();
    }

    @Override
    public boolean hasChaincode(String name) {
        return endorser.peer().chaincodes().has(name);
    }

    @Override
    public CompletableFuture<EndorserOutcome> endorse(SignedProposal proposal, Context context) {
        return endorser.process(proposal).handle(LocalEndorser::outcome);
    }

    private static EndorserOutcome outcome(@Nullable ProposalResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return EndorserOutcome.of(response);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProposalRefusedException refusal) {
            String message = String.valueOf(refusal.getMessage());
            return refusal.by() == ProposalRefusedException.By.ENDORSER
                    ? EndorserOutcome.refused(message)
                    : EndorserOutcome.unreachable(message);
        }
        return EndorserOutcome.unreachable(String.valueOf(cause));
    }
}
