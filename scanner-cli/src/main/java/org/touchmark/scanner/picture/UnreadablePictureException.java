package org.touchmark.scanner.picture;

import java.io.IOException;
import java.nio.file.Path;

/** A file that gives no picture to look for codes in; the message names the file, what is wrong and the way out. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why the file gave no picture. */
    public enum Reason {
        MISSING,
        NOT_A_FILE,
        NOT_READABLE,
        EMPTY,
        FILE_TOO_LARGE,
        NOT_A_PICTURE,
        FORMAT_NOT_READ,
        TOO_MANY_PIXELS,
        SIDE_TOO_LONG,
        TOO_MANY_SCANS,
        TOO_SLOW,
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

    /** The same, told of a file by its name. */
    UnreadablePictureException of(Path file) {
        return new UnreadablePictureException(reason, file + ": " + getMessage(), this);
    }

    /** Why the file gave no picture. */
    public Reason reason() {
        return reason;
    }
}
