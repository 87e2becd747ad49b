package org.touchmark.network.peer;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** Hands one envelope to the orderer and waits for its word (internal/pkg/gateway/submit.go, submitNonBFT). */
final class BroadcastCall implements StreamObserver<BroadcastResponse> {
    private final NetworkOrderer orderer;
    private final CompletableFuture<SubmitResponse> result = new CompletableFuture<>();

    private BroadcastCall(NetworkOrderer orderer) {
        this.orderer = orderer;
    }

    static CompletableFuture<SubmitResponse> send(NetworkOrderer orderer, Envelope envelope, Duration timeout) {
        BroadcastCall call = new BroadcastCall(orderer);
        Context.current().run(() -> {
            StreamObserver<Envelope> out = AtomicBroadcastGrpc.newStub(
                            orderer.channel().get())
                    .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .broadcast(call);
            out.onNext(envelope);
            out.onCompleted();
        });
        return call.result;
    }

    @Override
    public void onNext(BroadcastResponse response) {
        int status = response.getStatusValue();
        if (status == 200) {
            result.complete(SubmitResponse.getDefaultInstance());
        } else if (status >= 400 && status < 500) {
            result.completeExceptionally(GatewayErrors.of(
                    Status.Code.ABORTED,
                    "received unsuccessful response from orderer: status=" + response.getStatus() + ", info="
                            + response.getInfo()));
        } else {
            result.completeExceptionally(unavailable(List.of()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(GatewayErrors.asGo(Status.fromThrowable(failure)));
    }

    @Override
    public void onCompleted() {
        fail("EOF");
    }

    private void fail(String reason) {
        result.completeExceptionally(
                unavailable(List.of(GatewayErrors.detail(orderer.endpoint(), orderer.mspId(), reason))));
    }

    private static RuntimeException unavailable(List<ErrorDetail> details) {
        return GatewayErrors.of(Status.Code.UNAVAILABLE, "no orderers could successfully process transaction", details);
    }
}
