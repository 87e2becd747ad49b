package org.touchmark.network.scc;

import com.google.protobuf.MessageLite;
import org.hyperledger.fabric.protos.peer.Response;

/** A chaincode that is part of the peer. It checks access itself (core/scc). Safe for many threads. */
public interface SystemChaincode {
    /** The version that endorsements give to every system chaincode (core/scc/scc.go). */
    String VERSION = "syscc";

    String name();

    /** Whether an invocation on a channel needs a view of the state. */
    boolean readsState();

    /** Answers with status 200 and a payload, or with a status of 400 or more and a message. Never throws. */
    Response invoke(SystemCall call);

    /** Status 200 with a message as its payload. */
    static Response success(MessageLite payload) {
        return Response.newBuilder()
                .setStatus(200)
                .setPayload(payload.toByteString())
                .build();
    }

    static Response error(String message) {
        return Response.newBuilder().setStatus(500).setMessage(message).build();
    }
}
