package org.touchmark.scanner.picture;

import java.io.IOException;

/** A file that gives no picture to look for codes in; the message names the file, what is wrong and the way out. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why the file gave no picture. */
    public enum Reason {
        MISSING,
        FILE_TOO_LARGE,
        NOT_A_PICTURE,
        TOO_MANY_PIXELS,
        DAMAGED
    }

    private final Reason reason;

    UnreadablePictureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UnreadablePictureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the file gave no picture. */
    public Reason reason() {
        return reason;
    }
}
