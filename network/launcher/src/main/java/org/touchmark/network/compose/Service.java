package org.touchmark.network.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One service of a Compose file, in the words of the Compose specification. */
final class Service {
    private static final String ATTEMPTS = "retries";

    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final List<String> volumes = new ArrayList<>();

    Service(String image, List<String> command) {
        keys.put("image", image);
        keys.put("command", command.stream().map(Service::escaped).toList());
    }

    /** Variables, in alphabetical order. */
    Service environment(Map<String, String> variables) {
        Map<String, String> escaped = new TreeMap<>();
        variables.forEach((name, value) -> escaped.put(name, escaped(value)));
        keys.put("environment", escaped);
        return this;
    }

    /** A file or folder beside the Compose file, which the service only reads. */
    Service reads(String source, Object target) {
        volumes.add("./%s:%s:ro".formatted(source, target));
        return this;
    }

    /** A folder beside the Compose file. */
    Service writes(String source, Object target) {
        volumes.add("./%s:%s".formatted(source, target));
        return this;
    }

    /** A volume of the Compose file. */
    Service keeps(String volume, Object target) {
        volumes.add("%s:%s".formatted(volume, target));
        return this;
    }

    /** A port of the container that its own machine can call. */
    Service publishes(int port) {
        keys.put("ports", List.of("127.0.0.1:%d:%d".formatted(port, port)));
        return this;
    }

    /** When the service counts as healthy: a shell command of the image's. */
    Service healthy(String command) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("test", List.of("CMD", "bash", "-c", escaped(command)));
        check.put("interval", "5s");
        check.put("timeout", "4s");
        check.put(ATTEMPTS, 12);
        check.put("start_period", "20s");
        keys.put("healthcheck", check);
        return this;
    }

    /** What has to be healthy before. */
    Service after(List<String> services) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        services.forEach(service -> conditions.put(service, Map.of("condition", "service_healthy")));
        keys.put("depends_on", conditions);
        return this;
    }

    /** {@code unless-stopped} for a server, {@code on-failure} for what ends. */
    Service restart(String policy) {
        keys.put("restart", policy);
        return this;
    }

    /** The service as it stands in the file. */
    Map<String, Object> toMap(String network) {
        Map<String, Object> all = new LinkedHashMap<>(keys);
        all.put("volumes", List.copyOf(volumes));
        all.put("networks", List.of(network));
        return all;
    }

    /** Compose takes a single dollar sign for a variable of its own. */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
