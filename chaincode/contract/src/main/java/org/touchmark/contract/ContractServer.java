package org.touchmark.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.GrpcServer;
import org.hyperledger.fabric.shim.NettyGrpcServer;

/** Serves the contracts to one peer: chaincode as a service. One process a peer. */
public final class ContractServer {
    /** A message with the biggest call's pages, and room. */
    private static final int MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

    /** The shim would end connections after five seconds, for no use to a peer that holds one. */
    private static final int MAX_CONNECTION_AGE_SECONDS = 30 * 24 * 60 * 60;

    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 1;

    private ContractServer() {}

    /** Runs the server until it is told to end; the environment configures it, see {@link ServerSettings}. */
    public static void main(String[] arguments) throws InterruptedException {
        run(Routes.toFunctions(Clock.systemUTC())::invoke);
    }

    // The launcher waits for the one line on standard output, and reads why it failed on standard error.
    @SuppressWarnings("SystemOut")
    static void run(Transactions routes) throws InterruptedException {
        try {
            ServerSettings settings = ServerSettings.from(System.getenv());
            GrpcServer server = start(settings, routes);
            if (settings.endsWithInput()) {
                endWith(System.in);
            }
            InetSocketAddress address = settings.address();
            System.out.println(
                    "chaincode server ready on " + address.getAddress().getHostAddress() + ":" + address.getPort());
            server.blockUntilShutdown();
        } catch (InvalidSettingException e) {
            System.err.println("touchmark contract: " + e.getMessage());
            System.exit(EXIT_USAGE);
        } catch (IOException e) {
            System.err.println("touchmark contract: can't serve: " + reason(e));
            System.exit(EXIT_FAILED);
        }
    }

    /** Starts serving the functions; the caller stops it. */
    static GrpcServer start(ServerSettings settings) throws IOException {
        return start(settings, Routes.toFunctions(Clock.systemUTC())::invoke);
    }

    private static GrpcServer start(ServerSettings settings, Transactions routes) throws IOException {
        GrpcServer server = new NettyGrpcServer(TouchmarkChaincode.prepare(settings, routes), properties(settings));
        server.start();
        return server;
    }

    private static ChaincodeServerProperties properties(ServerSettings settings) {
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        properties.setServerAddress(settings.address());
        properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
        properties.setMaxConnectionAgeSeconds(MAX_CONNECTION_AGE_SECONDS);
        settings.tls().ifPresent(tls -> {
            properties.setTlsEnabled(true);
            properties.setKeyFile(tls.key().toString());
            properties.setKeyCertChainFile(tls.certificate().toString());
            properties.setTrustCertCollectionFile(tls.clientRoots().toString());
        });
        return properties;
    }

    private static void endWith(InputStream input) {
        Thread watcher = new Thread(() -> awaitEnd(input), "standard-input-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitEnd(InputStream input) {
        try (input) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // An input that can't be read has ended as well.
        }
        System.exit(0);
    }

    private static String reason(IOException failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + cause.getMessage();
    }
}
