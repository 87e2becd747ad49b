package org.touchmark.network.orderer;

import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** An accepted envelope on its way into a block, and the answer its sender waits for. */
record Pending(Envelope envelope, CompletableFuture<BroadcastResponse> answer) {
    Pending(Envelope envelope) {
        this(envelope, new CompletableFuture<>());
    }

    /** The size that limits are compared with: payload and signature. */
    int bytes() {
        return size(envelope);
    }

    static int size(Envelope envelope) {
        return envelope.getPayload().size() + envelope.getSignature().size();
    }
}
