package org.touchmark.scanner.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The ledger, by the scripts that start and stop it. */
final class Ledger {

    private static final int CONNECT_MILLIS = 500;

    private final Places places;
    private final Scripts scripts;

    Ledger(Places places, Scripts scripts) {
        this.places = places;
        this.scripts = scripts;
    }

    /** Whether every peer that the last start wrote down takes connections. */
    boolean isRunning() throws IOException {
        if (!Files.exists(places.connection())) {
            return false;
        }
        List<String> endpoints = Cast.read(places.connection()).endpoints();
        return !endpoints.isEmpty() && endpoints.stream().allMatch(Ledger::listens);
    }

    private static boolean listens(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1))),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it as {@code network/up} with these arguments does, or finds it running. */
    void start(List<String> arguments) throws IOException {
        scripts.run("network/up", arguments.toArray(String[]::new));
    }

    void stop() throws IOException {
        scripts.run("network/down");
    }

    /** Tells this ledger from another that stood here before: its organisations' roots are made new with it. */
    String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(places.roots())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
