package org.touchmark.network.peer;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Another peer, called through its Endorser service. */
final class RemoteEndorser implements EndorsingPeer {
    private final NetworkPeer peer;
    private final Duration timeout;

    RemoteEndorser(NetworkPeer peer, Duration timeout) {
        this.peer = peer;
        this.timeout = timeout;
    }

    @Override
    public String mspId() {
        return peer.mspId();
    }

    @Override
    public String endpoint() {
        return peer.endpoint();
    }

    @Override
    public long height() {
        return peer.height().getAsLong();
    }

    @Override
    public boolean hasChaincode(String name) {
        return peer.hasChaincode().test(name);
    }

    @Override
    public CompletableFuture<EndorserOutcome> endorse(SignedProposal proposal, Context context) {
        CompletableFuture<EndorserOutcome> outcome = new CompletableFuture<>();
        context.run(() -> EndorserGrpc.newStub(peer.channel().get())
                .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .processProposal(proposal, new StreamObserver<>() {
                    @Override
                    public void onNext(ProposalResponse response) {
                        outcome.complete(EndorserOutcome.of(response));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        outcome.complete(
                                EndorserOutcome.unreachable(GatewayErrors.asGo(Status.fromThrowable(failure))));
                    }

                    @Override
                    public void onCompleted() {
                        // A call that ends without an answer; otherwise the answer has been taken already.
                        outcome.complete(EndorserOutcome.unreachable("the peer closed the call without an answer"));
                    }
                }));
        return outcome;
    }
}
