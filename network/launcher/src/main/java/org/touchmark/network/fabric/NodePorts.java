package org.touchmark.network.fabric;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.topology.Topology;

/**
 * The ports of the listeners that no topology names: where nodes tell how they are, where orderers are administered.
 * They are free ones, chosen at each start, and written down for whoever administers a node.
 */
final class NodePorts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodePorts() {}

    static String operations(String node) {
        return node + "/operations";
    }

    static String admin(String orderer) {
        return orderer + "/admin";
    }

    /** Chooses ports, none of which the topology has, and writes them to the file. */
    static Map<String, Integer> choose(Topology topology, Path file) throws IOException {
        List<String> names = new ArrayList<>();
        topology.orderers().nodes().forEach(orderer -> {
            names.add(operations(orderer.name()));
            names.add(admin(orderer.name()));
        });
        topology.organisations()
                .forEach(organisation -> organisation.peers().forEach(peer -> names.add(operations(peer.name()))));
        Set<Integer> taken = new HashSet<>();
        topology.listeners().forEach(listener -> taken.add(listener.port()));
        Iterator<Integer> free = LoopbackPort.free(names.size(), taken).iterator();
        Map<String, Integer> ports = new TreeMap<>();
        names.forEach(name -> ports.put(name, free.next()));
        DurableFiles.write(file, JSON.writeValueAsBytes(ports));
        return ports;
    }

    /** What was written at the last start; empty if there was none. */
    static Map<String, Integer> read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {})
                : Map.of();
    }
}
