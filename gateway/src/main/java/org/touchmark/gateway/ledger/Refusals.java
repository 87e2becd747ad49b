package org.touchmark.gateway.ledger;

import java.util.Optional;
import org.hyperledger.fabric.client.GatewayException;
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
