package org.touchmark.domain.answer;

import java.util.Arrays;
import java.util.Locale;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** What a reason rests on. */
public enum Basis {
    /** Signatures and hashes in the evidence, from pinned roots. */
    PROVED,
    /** The gateway's word: it may lie. */
    GATEWAY_SAYS,
    /** The scanned code alone. */
    LABEL;

    /** Its name in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Basis parse(String wire) {
        return Arrays.stream(values())
                .filter(basis -> basis.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID, "basis: should be proved, gateway-says or label"));
    }
}
