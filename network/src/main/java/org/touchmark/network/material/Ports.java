package org.touchmark.network.material;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.touchmark.network.topology.Topology;

/** Chooses a port wherever a topology leaves it open, once: block 0 holds the ports, so they stay. */
public final class Ports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ATTEMPTS = 200;

    /**
     * Below the ports that operating systems give to outgoing connections: one of those could be taken by anybody's
     * connection before its node listens, or while its node is down.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final Random RANDOM = new SecureRandom();

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
            int port = RANDOM.nextInt(FIRST, LAST);
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            } catch (BindException e) {
                continue;
            }
            if (taken.add(port)) {
                return port;
            }
        }
        throw new IOException("no free port from " + FIRST + " to " + LAST + " on the loopback interface after "
                + MAX_ATTEMPTS + " attempts");
    }

    private static Map<String, Integer> read(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {})
                : Map.of();
    }
}
