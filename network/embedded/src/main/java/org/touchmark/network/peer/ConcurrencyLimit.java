package org.touchmark.network.peer;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Refuses calls above a number at a time, waiting and streaming ones counted (internal/peer/node/grpc_limiters.go).
 */
final class ConcurrencyLimit implements ServerInterceptor {
    private final String service;
    private final int limit;
    private final Semaphore free;

    ConcurrencyLimit(String service, int limit) {
        this.service = service;
        this.limit = limit;
        this.free = new Semaphore(limit);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!free.tryAcquire()) {
            String message = "too many requests for /" + service + ", exceeding concurrency limit (" + limit + ")";
            call.close(Status.UNKNOWN.withDescription(message), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.compareAndSet(true, false)) {
                free.release();
            }
        };
        ServerCall<Q, R> counted = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                release.run();
                super.close(status, trailers);
            }
        };
        ServerCall.Listener<Q> listener = next.startCall(counted, headers);
        return new ReleaseOnCancel<>(listener, release);
    }

    private static final class ReleaseOnCancel<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Runnable release;

        ReleaseOnCancel(ServerCall.Listener<Q> delegate, Runnable release) {
            super(delegate);
            this.release = release;
        }

        @Override
        public void onCancel() {
            release.run();
            super.onCancel();
        }
    }
}
