package org.touchmark.network.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ports of the loopback interface. */
public final class LoopbackPort {
    private static final int MAX_ATTEMPTS = 200;

    /**
     * Below the ports that operating systems give to outgoing connections: one of those could be taken by anybody's
     * connection before its node listens, or while its node is down.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final Random RANDOM = new SecureRandom();

    private LoopbackPort() {}

    /**
     * Makes sure that a node can have its port.
     *
     * @throws UncheckedIOException if another program has it; the message says what to do
     */
    public static void requireFree(int port, String node) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Port " + port + " of " + node + " is taken by another program. End that program"
                            + " (ss -ltnp shows it), or give the node another port in a topology file (--topology).",
                    e);
        }
    }

    /** That many different ports that are free now, and none of those that are taken already. */
    public static List<Integer> free(int count, Set<Integer> taken) throws IOException {
        Set<Integer> excluded = new HashSet<>(taken);
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(free(excluded));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** A socket that stays open until all ports are chosen, so that none is chosen twice. */
    private static ServerSocket free(Set<Integer> excluded) throws IOException {
        IOException refused = new IOException("none tried");
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = RANDOM.nextInt(FIRST, LAST);
            if (!excluded.add(port)) {
                continue;
            }
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                refused = e;
            }
        }
        throw new IOException(
                "no free port from " + FIRST + " to " + LAST + " on the loopback interface after " + MAX_ATTEMPTS
                        + " attempts",
                refused);
    }
}
