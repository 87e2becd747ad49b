package org.touchmark.network.peer;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Answers one unary call exactly once: with its result, its failure, or that the caller's time is up. */
final class Reply {
    private Reply() {}

    /**
     * Sends what the future holds when it completes. If the caller's context ends before, the future is cancelled and
     * the caller is told DEADLINE_EXCEEDED.
     *
     * @param onTimeout what was being waited for, asked when time is up
     */
    static <T> void send(CompletableFuture<T> result, StreamObserver<T> observer, Supplier<String> onTimeout) {
        Context context = Context.current();
        Context.CancellationListener listener = ended -> {
            if (result.completeExceptionally(GatewayErrors.of(Status.Code.DEADLINE_EXCEEDED, onTimeout.get()))) {
                result.cancel(false);
            }
        };
        context.addListener(listener, Runnable::run);
        // The answer goes to the observer; the future is of no further use.
        var unused = result.whenComplete((value, failure) -> {
            context.removeListener(listener);
            if (failure == null) {
                observer.onNext(value);
                observer.onCompleted();
            } else if (isOver(context)) {
                // What failed had the same deadline, and may have been told of it first.
                observer.onError(GatewayErrors.of(Status.Code.DEADLINE_EXCEEDED, onTimeout.get()));
            } else {
                observer.onError(statusOf(failure));
            }
        });
    }

    private static boolean isOver(Context context) {
        Deadline deadline = context.getDeadline();
        return context.isCancelled() || (deadline != null && deadline.isExpired());
    }

    /** A failure that is no gRPC status, such as a ledger's that closes, is ABORTED (apiutils.go, toRpcError). */
    private static StatusRuntimeException statusOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StatusRuntimeException status
                ? status
                : GatewayErrors.of(Status.Code.ABORTED, String.valueOf(cause.getMessage()));
    }
}
