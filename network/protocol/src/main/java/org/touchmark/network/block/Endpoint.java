package org.touchmark.network.block;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a node is reached. */
public record Endpoint(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern WRITTEN = Pattern.compile("([^:]{1,253}):(\\d{1,5})");

    public Endpoint {
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "endpoint %s:%d: needs a host and a port from 1 to %d".formatted(host, port, MAX_PORT));
        }
    }

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static Endpoint parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("endpoint \"%s\": must be HOST:PORT".formatted(text));
        }
        return new Endpoint(written.group(1), Integer.parseInt(written.group(2)));
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
