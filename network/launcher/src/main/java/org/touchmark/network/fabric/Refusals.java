package org.touchmark.network.fabric;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** What a peer's Gateway service says when it refuses: a status, and the words of each node that it asked. */
final class Refusals {
    private static final String OF_CHAINCODE = "chaincode response ";

    private Refusals() {}

    /** Whether the status or one of its details has these words. */
    static boolean mentions(StatusRuntimeException refusal, String words) {
        return texts(refusal).stream().anyMatch(text -> text.contains(words));
    }

    /** Whether a chaincode was reached and it was the chaincode that refused (internal/pkg/gateway/evaluate.go). */
    static boolean isOfChaincode(StatusRuntimeException refusal) {
        return mentions(refusal, OF_CHAINCODE);
    }

    static String described(StatusRuntimeException refusal) {
        return String.join("\n", texts(refusal));
    }

    private static List<String> texts(StatusRuntimeException refusal) {
        List<String> texts = new ArrayList<>(List.of(String.valueOf(refusal.getMessage())));
        Status status = StatusProto.fromThrowable(refusal);
        if (status != null) {
            for (Any detail : status.getDetailsList()) {
                if (detail.is(ErrorDetail.class)) {
                    texts.add(text(detail));
                }
            }
        }
        return texts;
    }

    private static String text(Any detail) {
        try {
            ErrorDetail error = detail.unpack(ErrorDetail.class);
            return error.getMspId() + " at " + error.getAddress() + ": " + error.getMessage();
        } catch (InvalidProtocolBufferException e) {
            return "a detail that is no protocol buffer";
        }
    }
}
