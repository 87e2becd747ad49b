package org.touchmark.network.material;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.touchmark.network.local.LoopbackPort;
import org.touchmark.network.topology.Topology;

/** Chooses a port wherever a topology leaves it open, once: block 0 holds the ports, so they stay. */
public final class Ports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Ports() {}

    /**
     * The topology with every port known.
     *
     * @param file where chosen ports are kept, by node; made when the first is chosen
     */
    public static Topology resolve(Topology topology, Path file) throws IOException {
        Map<String, Integer> kept = read(file);
        Map<String, Integer> chosen = new TreeMap<>(kept);
        Set<Integer> taken = new HashSet<>(kept.values());
        topology.listeners().forEach(listener -> taken.add(listener.port()));
        List<String> open = topology.listeners().stream()
                .filter(listener -> listener.port() == 0 && !chosen.containsKey(listener.name()))
                .map(Topology.Listener::name)
                .toList();
        Iterator<Integer> free = LoopbackPort.free(open.size(), taken).iterator();
        open.forEach(name -> chosen.put(name, free.next()));
        if (!chosen.equals(kept)) {
            DurableFiles.write(file, JSON.writeValueAsBytes(chosen));
        }
        return topology.mapPorts(
                listener -> listener.port() == 0 ? chosen.getOrDefault(listener.name(), 0) : listener.port());
    }

    private static Map<String, Integer> read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {})
                : Map.of();
    }
}
