package org.touchmark.network.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads a Compose file as Compose does: YAML, whose doubled dollar signs are single ones. */
public final class ComposeYaml {
    private ComposeYaml() {}

    /** The whole file. */
    public static Map<String, Object> read(Path folder) throws IOException {
        Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
        return map(load.loadFromString(Files.readString(folder.resolve("compose.yaml"))));
    }

    public static Map<String, Map<String, Object>> services(Path folder) throws IOException {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        map(read(folder).get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    /** A mapping; empty if there is none. */
    public static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        }
        return map;
    }

    /** A list of texts; empty if there is none. */
    public static List<String> texts(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> items
                ? items.stream().map(item -> plain(String.valueOf(item))).toList()
                : List.of();
    }

    public static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> environment = new LinkedHashMap<>();
        map(service.get("environment")).forEach((name, value) -> environment.put(name, plain(String.valueOf(value))));
        return environment;
    }

    private static String plain(String text) {
        return text.replace("$$", "$");
    }
}
