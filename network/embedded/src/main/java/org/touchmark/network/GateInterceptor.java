package org.touchmark.network;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Holds every call and every message of a paused node's server; it needs an executor whose threads may block. */
public final class GateInterceptor implements ServerInterceptor {
    private final Gate gate;

    public GateInterceptor(Gate gate) {
        this.gate = gate;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        gate.pass();
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                gate.pass();
                super.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                gate.pass();
                super.onHalfClose();
            }
        };
    }
}
