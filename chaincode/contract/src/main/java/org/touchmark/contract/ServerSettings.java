package org.touchmark.contract;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment tells the server; the names are those of Fabric's samples.
 *
 * @param chaincodeId the package id that the server registers under
 * @param address where it listens; loopback unless TLS asks clients for certificates
 * @param threads how many transactions run at once
 * @param endsWithInput whether the server ends when its standard input does, so that it never outlives its launcher
 */
record ServerSettings(
        String chaincodeId, InetSocketAddress address, Optional<Tls> tls, int threads, boolean endsWithInput) {
    static final String CHAINCODE_ID = "CHAINCODE_ID";
    static final String ADDRESS = "CHAINCODE_SERVER_ADDRESS";
    static final String TLS_DISABLED = "CHAINCODE_TLS_DISABLED";
    static final String TLS_KEY = "CHAINCODE_TLS_KEY";
    static final String TLS_CERTIFICATE = "CHAINCODE_TLS_CERT";
    static final String TLS_CLIENT_ROOTS = "CHAINCODE_CLIENT_CA_CERT";
    static final String CORE_THREADS = "TP_CORE_POOL_SIZE";
    static final String MAX_THREADS = "TP_MAX_POOL_SIZE";
    static final String EXIT_WITH_STDIN = "TOUCHMARK_EXIT_WITH_STDIN";

    private static final int DEFAULT_THREADS = 8;
    private static final int MOST_THREADS = 512;
    private static final Pattern HOST_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    /** TLS that asks every client for a certificate of these roots. */
    record Tls(Path key, Path certificate, Path clientRoots) {}

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingException naming the variable, its value and the rule
     */
    static ServerSettings from(Map<String, String> environment) {
        Optional<Tls> tls = tls(environment);
        InetSocketAddress address = address(required(environment, ADDRESS));
        if (tls.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new InvalidSettingException(ADDRESS + "=" + environment.get(ADDRESS)
                    + " is reachable from other machines, where anyone could call the contract. Listen on 127.0.0.1, or set "
                    + TLS_DISABLED + "=false with " + TLS_KEY + ", " + TLS_CERTIFICATE + " and " + TLS_CLIENT_ROOTS);
        }
        return new ServerSettings(
                required(environment, CHAINCODE_ID),
                address,
                tls,
                threads(environment),
                flag(environment, EXIT_WITH_STDIN, "false"));
    }

    private static InetSocketAddress address(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new InvalidSettingException(
                    ADDRESS + "=" + text + " is not host:port with a port of 1 to 65535, such as 127.0.0.1:9999");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(matcher.group(1)), port);
        } catch (UnknownHostException e) {
            throw new InvalidSettingException(
                    ADDRESS + "=" + text + " names a host that this machine does not know", e);
        }
    }

    private static Optional<Tls> tls(Map<String, String> environment) {
        if (flag(environment, TLS_DISABLED, "true")) {
            return Optional.empty();
        }
        return Optional.of(new Tls(
                file(environment, TLS_KEY), file(environment, TLS_CERTIFICATE), file(environment, TLS_CLIENT_ROOTS)));
    }

    private static Path file(Map<String, String> environment, String name) {
        Path file = Path.of(required(environment, name));
        if (!Files.isReadable(file)) {
            throw new InvalidSettingException(name + "=" + file + " is not a file that can be read");
        }
        return file;
    }

    /** The shim refuses a core size above the maximum, so one size serves for both. */
    private static int threads(Map<String, String> environment) {
        int core = number(environment, CORE_THREADS, DEFAULT_THREADS);
        int max = number(environment, MAX_THREADS, core);
        if (core > max) {
            throw new InvalidSettingException(CORE_THREADS + "=" + core + " is above " + MAX_THREADS + "=" + max);
        }
        return max;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String text = environment.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_THREADS) {
            throw new InvalidSettingException(name + "=" + text + " is not a number of 1 to " + MOST_THREADS);
        }
        return Integer.parseInt(text);
    }

    private static boolean flag(Map<String, String> environment, String name, String otherwise) {
        String text = environment.getOrDefault(name, otherwise);
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidSettingException(name + "=" + text + " is neither true nor false");
        }
        return text.equals("true");
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new InvalidSettingException(name + " is not set; the peer's package says what it should be");
        }
        return value;
    }
}
