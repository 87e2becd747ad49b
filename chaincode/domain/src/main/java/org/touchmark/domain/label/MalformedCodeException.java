package org.touchmark.domain.label;

import org.jspecify.annotations.Nullable;

/** A scanned code that is no label: where it departs from the rules, and from which one. */
public final class MalformedCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final String reason;

    public MalformedCodeException(int position, String reason) {
        this(position, reason, null);
    }

    MalformedCodeException(int position, String reason, @Nullable Throwable cause) {
        super("code at character " + position + ": " + reason, cause);
        this.position = position;
        this.reason = reason;
    }

    /** The character where the trouble starts, counted from 1. */
    public int position() {
        return position;
    }

    /** The thing, its value and the rule, such as "GTIN 09506000134353: check digit is 3, should be 2". */
    public String reason() {
        return reason;
    }
}
