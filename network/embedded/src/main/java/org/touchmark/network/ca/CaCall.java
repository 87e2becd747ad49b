package org.touchmark.network.ca;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request with its body, read whole. */
record CaCall(HttpExchange exchange, String body) {
    byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What the path names below the endpoint; "" for the endpoint itself. */
    String below(String endpoint) {
        String path = exchange.getRequestURI().getPath();
        String rest = path.substring(path.indexOf("/" + endpoint) + 1 + endpoint.length());
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    /** The query's parameters, decoded; of one that comes twice, the last. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
