package org.touchmark.network.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML file, whose every complaint names file, line and key. */
final class YamlMap {
    private static final int MAX_PORT = 65_535;

    private final String file;
    private final String path;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /**
     * Takes a mapping with no other keys than these.
     *
     * @param path where it stands in the file, such as {@code organisations[0]}; "" for the whole
     */
    YamlMap(String file, String path, Node node, Set<String> keys) throws TopologyException {
        this.file = file;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw refused(file, node, path.isEmpty() ? "the file" : path, "must be a mapping of keys to values");
        }
        this.node = mapping;
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!keys.contains(key)) {
                throw refused(file, tuple.getKeyNode(), at(key), "unknown key; known here: " + new TreeSet<>(keys));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw refused(file, tuple.getKeyNode(), at(key), "is there twice");
            }
        }
    }

    /** Whether the key is there; only an optional one needs to be asked about. */
    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) throws TopologyException {
        if (value(key) instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw refused(key, "must be a text");
    }

    int port(String key) throws TopologyException {
        int port = number(key);
        if (port < 0 || port > MAX_PORT) {
            throw refused(key, "port " + port + ": must be from 1 to 65535, or 0 for any that is free");
        }
        return port;
    }

    int number(String key) throws TopologyException {
        String text = text(key);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused(key, "'" + text + "' must be a whole number");
        }
    }

    YamlMap map(String key, Set<String> keys) throws TopologyException {
        return new YamlMap(file, at(key), value(key), keys);
    }

    List<YamlMap> maps(String key, Set<String> keys) throws TopologyException {
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : items(key)) {
            maps.add(new YamlMap(file, at(key) + "[" + maps.size() + "]", item, keys));
        }
        return maps;
    }

    List<String> texts(String key) throws TopologyException {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (!(item instanceof ScalarNode scalar)) {
                throw refused(file, item, at(key), "must be a list of texts");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    private List<Node> items(String key) throws TopologyException {
        if (value(key) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw refused(key, "must be a list");
    }

    private Node value(String key) throws TopologyException {
        Node value = values.get(key);
        if (value == null) {
            throw refused(file, node, at(key), "is missing");
        }
        return value;
    }

    /** A complaint about the value of a key. */
    TopologyException refused(String key, String rule) {
        return refused(file, values.getOrDefault(key, node), at(key), rule);
    }

    private static TopologyException refused(String file, Node at, String key, String rule) {
        int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return new TopologyException("%s, line %d, %s: %s".formatted(file, line, key, rule));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
