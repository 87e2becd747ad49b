package org.touchmark.scanner.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A gateway's whole answer.
 *
 * @param status the HTTP status
 * @param mediaType the media type in lower case without parameters; empty if none was sent
 * @param text the body
 */
public record Reply(int status, String mediaType, String text) {

    static Reply of(int status, String contentType, byte[] body) {
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Reply(status, mediaType, new String(body, StandardCharsets.UTF_8));
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
