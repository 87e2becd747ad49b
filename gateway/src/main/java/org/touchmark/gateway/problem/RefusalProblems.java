package org.touchmark.gateway.problem;

import java.util.List;
import java.util.regex.Pattern;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The HTTP status of each refusal of the ledger's rules. */
public final class RefusalProblems {
    /** How the ledger names a unit: where nobody knows its serial, the digest helps nobody either. */
    private static final Pattern DIGEST = Pattern.compile("unit [0-9a-f]{32}");

    private RefusalProblems() {}

    /**
     * The problem that says what a rule refused.
     *
     * @param refusal the refusal, of the contract or of a rule applied here
     * @return its problem; the code is the refusal's own
     */
    public static Problem of(RefusedException refusal) {
        String code = refusal.code().name();
        String detail = DIGEST.matcher(refusal.prose()).replaceAll("one of the units");
        return switch (status(refusal.code())) {
            case 400 -> Problem.of(400, code, "The request is not well formed", detail);
            case 403 -> Problems.forbidden(code, detail);
            case 404 -> Problems.notFound(code, detail);
            case 409 -> Problems.conflict(code, detail);
            case 503 -> Problems.unavailable(code, detail);
            default -> Problems.unprocessable(code, detail);
        };
    }

    /**
     * The problem that lists which of several things a rule refused.
     *
     * @param errors one for each thing, at least one, each with the code of the refusal
     * @param count how many things there were
     * @return the problem; the code is the first's
     */
    public static Problem of(List<InputError> errors, int count) {
        InputError first = errors.get(0);
        String which = count == 1 ? "" : errors.size() + " of " + count + " can't go, so none goes; the first: ";
        Problem problem = of(new RefusedException(ErrorCode.valueOf(first.code()), which + first.message()));
        return problem.withErrors(errors, errors.size());
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case ARGUMENT_INVALID, ARGUMENT_TOO_LARGE, TRANSIENT_INVALID -> 400;
            case NOT_A_PARTY,
                    KEY_MISMATCH,
                    ROLE_MISSING,
                    PARTY_SUSPENDED,
                    PREFIX_NOT_OWNED,
                    NOT_RECEIVER,
                    NOT_SENDER,
                    NOT_REPORTER,
                    STATUS_FOREIGN,
                    CERTIFICATE_UNTRUSTED -> 403;
            case BATCH_UNKNOWN, UNIT_UNKNOWN, CONTAINER_UNKNOWN, HAND_OFF_UNKNOWN, PARTY_UNKNOWN, PROPOSAL_UNKNOWN ->
                404;
            case ALREADY_FOUNDED,
                    PREFIX_TAKEN,
                    ALREADY_VOTED,
                    BATCH_EXISTS,
                    BATCH_SEALED,
                    BATCH_NOT_SEALED,
                    PAGE_CONFLICT,
                    PAGES_MISSING,
                    LABEL_KEY_EXISTS,
                    NOT_CUSTODIAN,
                    IN_TRANSIT,
                    HAND_OFF_EXISTS,
                    ALREADY_ACCEPTED,
                    LAPSED,
                    HAND_OFF_ENDED,
                    NOT_LAPSED,
                    NOT_SUSPENDED,
                    BATCH_ABANDONED,
                    CHUNKS_MISSING,
                    LABEL_KEY_REVOKED,
                    CONTAINER_EXISTS,
                    CONTAINER_OPEN,
                    CONTAINER_SEALED,
                    CONTAINER_FULL,
                    SECOND_PARENT,
                    IN_CONTAINER,
                    NOT_IN_CONTAINER,
                    NOT_OFFERED,
                    STATUS_FORBIDS,
                    NOTHING_TO_UNDO,
                    UNDO_FORBIDDEN,
                    UNDO_TOO_LATE,
                    REPORT_REPEATED,
                    OPERATION_REUSED,
                    TIME_REVERSED -> 409;
            case NOT_FOUNDED, CLOCK_SKEW, EPOCH_TOO_SOON -> 503;
            case PAGE_MALFORMED,
                    PAGE_UNSORTED,
                    PAGE_DUPLICATE_DIGEST,
                    PAGE_FOREIGN_DIGEST,
                    ORDINAL_OUT_OF_RANGE,
                    PLAN_INVALID,
                    PROOF_INVALID,
                    CONTAINER_LEVEL,
                    CONTAINER_CYCLE,
                    SSCC_INVALID,
                    COUNT_MISMATCH,
                    ROOT_MISMATCH,
                    SIGNATURE_INVALID,
                    LABEL_KEY_UNKNOWN,
                    TOO_MANY_UNITS,
                    GTIN_INVALID,
                    SERIAL_INVALID,
                    LOT_INVALID,
                    GLN_INVALID -> 422;
        };
    }
}
