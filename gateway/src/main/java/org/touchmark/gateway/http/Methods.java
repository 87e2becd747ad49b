package org.touchmark.gateway.http;

import io.javalin.http.HttpResponseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** What an address answers: the methods of its routes, HEAD where there is GET, and OPTIONS, which says so. */
final class Methods {
    private Methods() {}

    /** The value of the Allow header; empty for an address that has no route. */
    static Optional<String> allowed(HttpResponseException refusal) {
        return refusal.getDetails().entrySet().stream()
                .filter(detail -> detail.getKey().replace(" ", "").equalsIgnoreCase("availableMethods"))
                .findFirst()
                .map(detail -> all(detail.getValue()));
    }

    private static String all(String routed) {
        TreeSet<String> methods = new TreeSet<>(Arrays.asList(routed.split("[, ]+")));
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }
}
