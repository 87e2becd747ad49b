package org.touchmark.scanner.demo;

import java.io.IOException;

/** The story can not go on; the message says why and what to do. */
public final class StoryException extends IOException {

    private static final long serialVersionUID = 1L;

    StoryException(String message) {
        super(message);
    }

    StoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
