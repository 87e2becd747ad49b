package org.touchmark.network.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback interface. */
public final class LoopbackPort {
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

    /** Different ports that are free now, for endpoints that nobody outside has to find. */
    public static List<Integer> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
