package org.touchmark.gateway.ledger;

import io.grpc.Status.Code;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.touchmark.domain.error.RefusedException;

/** Finds the contract's own refusal in what a gateway peer reports. */
final class Refusals {
    private Refusals() {}

    /** The endorsers' words come as details; of an evaluation also as the status itself. */
    static Optional<RefusedException> find(GatewayException failure) {
        for (ErrorDetail detail : failure.getDetails()) {
            Optional<RefusedException> refusal = RefusedException.parse(detail.getMessage());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return RefusedException.parse(failure.getStatus().getDescription());
    }

    /** What each orderer says that will never take an envelope (internal/pkg/gateway/submit.go). */
    private static final Pattern FOR_GOOD = Pattern.compile(
            "received unsuccessful response from orderer: status=(BAD_REQUEST|FORBIDDEN|NOT_FOUND|REQUEST_ENTITY_TOO_LARGE)");

    /** Whether the orderers that answered will never take the envelope, in contrast to not now. */
    static boolean isFinal(SubmitException failure) {
        List<ErrorDetail> details = failure.getDetails();
        return details.isEmpty()
                ? FOR_GOOD.matcher(String.valueOf(failure.getStatus().getDescription()))
                        .find()
                : details.stream()
                        .allMatch(
                                detail -> FOR_GOOD.matcher(detail.getMessage()).find());
    }

    /** Whether endorsers computed different results (internal/pkg/gateway/endorsement.go words it so). */
    static boolean isDisagreement(GatewayException failure) {
        return failure.getStatus().getCode() == Code.ABORTED
                && describe(failure).contains("do not match");
    }

    /** The status, its description, and the first detail: enough for a person to act on. */
    static String describe(GatewayException failure) {
        StringBuilder text = new StringBuilder(failure.getStatus().getCode().name());
        if (failure.getStatus().getDescription() != null) {
            text.append(": ").append(failure.getStatus().getDescription());
        }
        failure.getDetails().stream()
                .findFirst()
                .ifPresent(detail -> text.append(" (")
                        .append(detail.getMspId())
                        .append(": ")
                        .append(detail.getMessage())
                        .append(')'));
        return text.toString();
    }
}
