package org.touchmark.network.peer;

import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** A peer that the gateway can ask for an endorsement: its own or another. */
interface EndorsingPeer {
    String mspId();

    String endpoint();

    long height();

    boolean hasChaincode(String name);

    /** Never completes exceptionally: a failure is an outcome. {@code context} ends the call when it ends. */
    CompletableFuture<EndorserOutcome> endorse(SignedProposal proposal, Context context);
}
