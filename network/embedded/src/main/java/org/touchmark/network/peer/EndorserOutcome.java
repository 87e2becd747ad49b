package org.touchmark.network.peer;

import io.grpc.Status;
import org.hyperledger.fabric.protos.peer.ProposalResponse;

/**
 * How an endorser took a proposal (internal/pkg/gateway/apiutils.go).
 *
 * @param code OK or what a client is told
 * @param message why not, or ""
 * @param retry whether another peer may do better
 * @param response the response, or the default instance if there is none
 */
record EndorserOutcome(Status.Code code, String message, boolean retry, ProposalResponse response) {

    static EndorserOutcome of(ProposalResponse response) {
        int status = response.getResponse().getStatus();
        String message = response.getResponse().getMessage();
        if (status >= 200 && status < 400) {
            return new EndorserOutcome(Status.Code.OK, "", false, response);
        }
        if (response.getPayload().isEmpty() && status == 500) {
            // Without a payload it is the peer's own failure, not the chaincode's.
            return new EndorserOutcome(Status.Code.ABORTED, message, true, response);
        }
        return new EndorserOutcome(
                Status.Code.UNKNOWN, "chaincode response " + status + ", " + message, false, response);
    }

    /** The peer could not be reached, or its answer never came. */
    static EndorserOutcome unreachable(String message) {
        return new EndorserOutcome(Status.Code.UNAVAILABLE, message, true, ProposalResponse.getDefaultInstance());
    }

    /** The gateway's own peer refused the proposal; others would too. */
    static EndorserOutcome refused(String message) {
        return new EndorserOutcome(
                Status.Code.FAILED_PRECONDITION, message, false, ProposalResponse.getDefaultInstance());
    }

    boolean succeeded() {
        return code == Status.Code.OK;
    }
}
