package org.touchmark.network.block;

/** Where a node is reached. */
public record Endpoint(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public Endpoint {
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "endpoint %s:%d: needs a host and a port from 1 to %d".formatted(host, port, MAX_PORT));
        }
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
