package org.touchmark.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server says to bytes that no HTTP client would send.
 *
 * @param text the first answer's head, then all that follows it
 */
record Raw(String text) {
    private static final int LIMIT_MILLIS = 15_000;

    /** Sends the characters as bytes, a byte each, then nothing more, and reads until the server ends it. */
    static Raw send(int port, String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
                socket.shutdownOutput();
            } catch (IOException e) {
                // The server may have answered and closed before all was sent.
                return new Raw(new String(socket.getInputStream().readAllBytes(), UTF_8));
            }
            return new Raw(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    int status() {
        return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    Optional<String> header(String name) {
        return text.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip());
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
}
