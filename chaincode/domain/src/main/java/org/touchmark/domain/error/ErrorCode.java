package org.touchmark.domain.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why something was refused. The name is the code on the wire, so a constant is never renamed or given another sense.
 *
 * <p>A contract's message is {@code CODE: prose}, since the payload of a chaincode's error is lost on its way through a
 * gateway peer (Fabric's internal/pkg/gateway/endorse.go keeps the message only).
 */
public enum ErrorCode {
    NOT_FOUNDED,
    ALREADY_FOUNDED,
    NOT_A_PARTY,
    KEY_MISMATCH,
    ROLE_MISSING,
    PREFIX_NOT_OWNED,
    PREFIX_TAKEN,
    ALREADY_VOTED,
    PROPOSAL_UNKNOWN,
    PARTY_UNKNOWN,
    PARTY_SUSPENDED,
    NOT_SUSPENDED,
    BATCH_EXISTS,
    BATCH_UNKNOWN,
    BATCH_SEALED,
    BATCH_NOT_SEALED,
    BATCH_ABANDONED,
    PLAN_INVALID,
    PAGE_MALFORMED,
    PAGE_UNSORTED,
    PAGE_DUPLICATE_DIGEST,
    PAGE_FOREIGN_DIGEST,
    ORDINAL_OUT_OF_RANGE,
    PAGE_CONFLICT,
    PAGES_MISSING,
    CHUNKS_MISSING,
    COUNT_MISMATCH,
    ROOT_MISMATCH,
    SIGNATURE_INVALID,
    CERTIFICATE_UNTRUSTED,
    LABEL_KEY_UNKNOWN,
    LABEL_KEY_EXISTS,
    LABEL_KEY_REVOKED,
    UNIT_UNKNOWN,
    PROOF_INVALID,
    CONTAINER_UNKNOWN,
    CONTAINER_EXISTS,
    CONTAINER_OPEN,
    CONTAINER_SEALED,
    CONTAINER_LEVEL,
    CONTAINER_CYCLE,
    CONTAINER_FULL,
    SECOND_PARENT,
    IN_CONTAINER,
    NOT_IN_CONTAINER,
    NOT_CUSTODIAN,
    IN_TRANSIT,
    HAND_OFF_UNKNOWN,
    HAND_OFF_EXISTS,
    NOT_OFFERED,
    NOT_RECEIVER,
    NOT_SENDER,
    ALREADY_ACCEPTED,
    HAND_OFF_ENDED,
    NOT_LAPSED,
    LAPSED,
    TOO_MANY_UNITS,
    STATUS_FORBIDS,
    STATUS_FOREIGN,
    NOTHING_TO_UNDO,
    NOT_REPORTER,
    UNDO_FORBIDDEN,
    UNDO_TOO_LATE,
    REPORT_REPEATED,
    EPOCH_TOO_SOON,
    OPERATION_REUSED,
    CLOCK_SKEW,
    TIME_REVERSED,
    ARGUMENT_INVALID,
    ARGUMENT_TOO_LARGE,
    TRANSIENT_INVALID,
    GTIN_INVALID,
    SERIAL_INVALID,
    LOT_INVALID,
    GLN_INVALID,
    SSCC_INVALID;

    private static final Map<String, ErrorCode> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::name, Function.identity()));

    /** At the start, or behind what a peer puts before a chaincode's message (Fabric's core/endorser/endorser.go). */
    private static final Pattern WIRE =
            Pattern.compile("(?:^|chaincode response \\d{1,9}, )([A-Z][A-Z0-9_]{1,40}): ?", Pattern.DOTALL);

    /**
     * The code that opens a contract's message, bare or behind "chaincode response 500, ". Empty when there is none: the
     * message is then not a contract's refusal.
     */
    public static Optional<ErrorCode> parse(@Nullable String message) {
        return RefusedException.parse(message).map(RefusedException::code);
    }

    static Optional<Matcher> find(String message) {
        Matcher matcher = WIRE.matcher(message);
        while (matcher.find()) {
            if (BY_NAME.containsKey(matcher.group(1))) {
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }
}
