package org.touchmark.scanner.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Where a gateway listens: scheme, host and port, nothing more. */
public record GatewayAddress(URI base) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The address in a text such as {@code http://localhost:8080}; throws with the reason if it is none. */
    public static GatewayAddress parse(String text) {
        try {
            URI uri = new URI(text.strip().replaceAll("/+$", ""));
            String scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
            boolean bare = Objects.toString(uri.getRawPath(), "").isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (uri.getHost() == null || !bare || !(scheme.equals("http") || scheme.equals("https"))) {
                throw refused(text);
            }
            return new GatewayAddress(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(refused(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "gateway %s: not an address; write http://HOST:PORT or https://HOST".formatted(text));
    }

    /** Whether others on the way could read what is sent: plain http to another machine. */
    boolean isOpenToOthers() {
        return "http".equalsIgnoreCase(base.getScheme())
                && !LOOPBACK.contains(base.getHost().toLowerCase(Locale.ROOT));
    }

    URI resolve(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
