package org.touchmark.network.material;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.touchmark.network.topology.Topology;

/** Chooses a port wherever a topology leaves it open, once: block 0 holds the ports, so they stay. */
public final class Ports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ATTEMPTS = 100;

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
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Topology.Listener listener : topology.listeners()) {
                if (listener.port() == 0 && !chosen.containsKey(listener.name())) {
                    chosen.put(listener.name(), free(taken, held));
                }
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        if (!chosen.equals(kept)) {
            DurableFiles.write(file, JSON.writeValueAsBytes(chosen));
        }
        return topology.mapPorts(
                listener -> listener.port() == 0 ? chosen.getOrDefault(listener.name(), 0) : listener.port());
    }

    /** Sockets stay open until all ports are chosen, so that none is chosen twice. */
    private static int free(Set<Integer> taken, List<ServerSocket> held) throws IOException {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            if (taken.add(socket.getLocalPort())) {
                return socket.getLocalPort();
            }
        }
        throw new IOException("no free port on the loopback interface after " + MAX_ATTEMPTS + " attempts");
    }

    private static Map<String, Integer> read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {})
                : Map.of();
    }
}
