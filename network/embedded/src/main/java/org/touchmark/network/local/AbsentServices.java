package org.touchmark.network.local;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services that Fabric's nodes have and these lack: their callers are told which, instead of that a method is unknown. */
final class AbsentServices extends HandlerRegistry {
    private static final Map<String, String> REASONS = Map.of(
            "discovery.Discovery",
            "a peer's Gateway service plans endorsements for its callers, and connection.json names all nodes",
            "protos.Snapshot",
            "a peer is rebuilt from the orderer's blocks when its folder is removed",
            "gossip.Gossip",
            "peers take blocks from the orderer",
            "orderer.Cluster",
            "there is one orderer",
            "orderer.ClusterNodeService",
            "there is one orderer");

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
        String service = String.valueOf(MethodDescriptor.extractFullServiceName(method));
        String reason = REASONS.get(service);
        return reason == null ? null : refusal(method, "the embedded ledger has no service " + service + ": " + reason);
    }

    private static ServerMethodDefinition<InputStream, InputStream> refusal(String method, String message) {
        MethodDescriptor<InputStream, InputStream> descriptor = MethodDescriptor.<InputStream, InputStream>newBuilder(
                        new Unread(), new Unread())
                .setFullMethodName(method)
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .build();
        return ServerMethodDefinition.create(descriptor, (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription(message), new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }

    /** What nobody reads goes through as it is. */
    private static final class Unread implements MethodDescriptor.Marshaller<InputStream> {
        @Override
        public InputStream stream(InputStream value) {
            return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
            try {
                return new ByteArrayInputStream(stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
