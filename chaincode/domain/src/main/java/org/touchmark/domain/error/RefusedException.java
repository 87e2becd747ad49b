package org.touchmark.domain.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule refused a request: a code to act on and prose that names the thing, its value, the rule and the way out. */
public final class RefusedException extends RuntimeException {
    /** Characters of {@link #wireMessage()} at most: peers repeat it in every layer of their own message. */
    public static final int MAX_WIRE_CHARACTERS = 399;

    private static final long serialVersionUID = 1L;
    private static final String CUT = "...";

    private final ErrorCode code;

    public RefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public RefusedException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The prose without its code. */
    public String prose() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** {@code CODE: prose}, cut to {@value #MAX_WIRE_CHARACTERS} characters: what a contract answers. */
    public String wireMessage() {
        String wire = code.name() + ": " + prose();
        return wire.length() <= MAX_WIRE_CHARACTERS
                ? wire
                : wire.substring(0, MAX_WIRE_CHARACTERS - CUT.length()) + CUT;
    }

    /** Reads a contract's message back; empty when no code opens it. The opposite of {@link #wireMessage()}. */
    public static Optional<RefusedException> parse(@Nullable String message) {
        if (message == null) {
            return Optional.empty();
        }
        return ErrorCode.find(message)
                .map(found -> new RefusedException(
                        ErrorCode.valueOf(found.group(1)),
                        message.substring(found.end()).strip()));
    }
}
