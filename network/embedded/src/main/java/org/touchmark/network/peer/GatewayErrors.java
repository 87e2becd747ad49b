package org.touchmark.network.peer;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** The gateway's gRPC errors (internal/pkg/gateway/apiutils.go). */
final class GatewayErrors {
    /**
     * Longer texts are cut, which Fabric does not do: grpc-java refuses trailers above 8 KiB, and a client that is told
     * less is better off than one that is told nothing.
     */
    private static final int MAX_MESSAGE = 1_500;

    private static final int MAX_DETAIL = 600;

    private GatewayErrors() {}

    static StatusRuntimeException of(Status.Code code, String message) {
        return of(code, message, List.of());
    }

    static StatusRuntimeException of(Status.Code code, String message, List<ErrorDetail> details) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(shortened(message, MAX_MESSAGE));
        details.forEach(detail -> status.addDetails(Any.pack(detail)));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    static ErrorDetail detail(EndorsingPeer peer, String message) {
        return detail(peer.endpoint(), peer.mspId(), message);
    }

    static ErrorDetail detail(String address, String mspId, String message) {
        return ErrorDetail.newBuilder()
                .setAddress(address)
                .setMspId(mspId)
                .setMessage(shortened(message, MAX_DETAIL))
                .build();
    }

    /** A failed call in the words of Go's gRPC, which Fabric's details quote. */
    static String asGo(Status status) {
        StringBuilder code = new StringBuilder();
        boolean wordStarts = true;
        for (char letter : status.getCode().name().toCharArray()) {
            if (letter == '_') {
                wordStarts = true;
            } else {
                code.append(wordStarts ? letter : Character.toLowerCase(letter));
                wordStarts = false;
            }
        }
        return "rpc error: code = " + code + " desc = " + status.getDescription();
    }

    private static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "...";
    }
}
