package org.touchmark.network.chaincode;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a chaincode server listens and what it must register as.
 *
 * @param packageId the id of the installed package, label and hash, such as {@code touchmark_1:5f2c...}
 * @param target host and port, such as {@code 127.0.0.1:9999}
 * @param credentials how to speak to it: TLS, or none on the loopback interface
 */
public record ChaincodeServerAddress(String packageId, String target, ChannelCredentials credentials) {
    private static final int KNOCK_MILLIS = 100;

    public ChaincodeServerAddress {
        if (packageId.isBlank()) {
            throw new IllegalArgumentException("chaincode at " + target + " has no package id");
        }
    }

    /**
     * A server without TLS.
     *
     * @throws IllegalArgumentException if the host is not this machine's loopback: by default a chaincode server asks
     *     no one for a certificate, so that anyone could call it or pose as it
     */
    public static ChaincodeServerAddress plaintext(String packageId, String host, int port) {
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("chaincode " + packageId + " at " + host + ":" + port
                    + ": plain text is for loopback addresses only; give TLS credentials");
        }
        return new ChaincodeServerAddress(packageId, host + ":" + port, InsecureChannelCredentials.create());
    }

    /** A server with TLS; {@code credentials} hold its root and, for mutual TLS, the peer's own key. */
    public static ChaincodeServerAddress tls(String packageId, String host, int port, ChannelCredentials credentials) {
        return new ChaincodeServerAddress(packageId, host + ":" + port, credentials);
    }

    /** Whether somebody accepts connections at the address, asked for a tenth of a second at most. */
    boolean isListenedTo() {
        URI uri = URI.create("//" + target);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), KNOCK_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The words of Fabric's peer for a connection that did not come about. */
    String cannotDial(String reason) {
        return "could not launch chaincode " + packageId + ": connection to " + packageId
                + " failed: error cannot create connection for " + packageId + ": error creating grpc connection to "
                + target + ": " + reason;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
