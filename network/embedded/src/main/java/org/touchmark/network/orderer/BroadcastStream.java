package org.touchmark.network.orderer;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/**
 * One call of Broadcast: answers in the order of the envelopes, and ends at the first refusal as Fabric does. A sender
 * may have {@value #WINDOW} envelopes unanswered before it is held up.
 */
final class BroadcastStream implements StreamObserver<Envelope> {
    private static final int WINDOW = 64;

    private final BroadcastFilter filter;
    private final BlockWriter writer;
    private final ServerCallStreamObserver<BroadcastResponse> client;
    private final Deque<CompletableFuture<BroadcastResponse>> answers = new ArrayDeque<>();

    private boolean halfClosed;
    private boolean ended;

    BroadcastStream(BroadcastFilter filter, BlockWriter writer, ServerCallStreamObserver<BroadcastResponse> client) {
        this.filter = filter;
        this.writer = writer;
        this.client = client;
        client.disableAutoRequest();
        client.setOnCancelHandler(this::cancel);
        client.request(WINDOW);
    }

    @Override
    public void onNext(Envelope envelope) {
        CompletableFuture<BroadcastResponse> answer =
                filter.refuse(envelope).map(CompletableFuture::completedFuture).orElseGet(() -> writer.order(envelope));
        synchronized (this) {
            answers.add(answer);
        }
        var unused = answer.whenComplete((response, error) -> send());
    }

    private synchronized void send() {
        while (!ended && !answers.isEmpty() && answers.peek().isDone()) {
            BroadcastResponse response = answers.remove().join();
            client.onNext(response);
            if (response.getStatus() == Status.SUCCESS) {
                client.request(1);
            } else {
                end();
            }
        }
        if (halfClosed && !ended && answers.isEmpty()) {
            end();
        }
    }

    private void end() {
        ended = true;
        client.onCompleted();
    }

    @Override
    public void onError(Throwable cause) {
        cancel();
    }

    private synchronized void cancel() {
        ended = true;
    }

    @Override
    public void onCompleted() {
        synchronized (this) {
            halfClosed = true;
        }
        send();
    }
}
