package org.touchmark.scanner.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    static Reply of(int status, String contentType, byte[] body) throws CharacterCodingException {
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Reply(status, mediaType, text(body));
    }

    /** JSON between systems is UTF-8 (RFC 8259 section 8.1): other bytes are not mended to look like it. */
    static String text(byte[] utf8) throws CharacterCodingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            CharacterCodingException named = new NotUtf8Exception();
            named.initCause(e);
            throw named;
        }
    }

    /** Bytes that are no text. */
    private static final class NotUtf8Exception extends CharacterCodingException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return "its answer is not UTF-8";
        }
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }
}
