package org.touchmark.contract.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyChaincodeServer;

/**
 * Serves {@link SerialContract} as a service, with the shim's own settings. A network runs it as it runs any chaincode:
 * {@code network/up --chaincode}.
 */
public final class SerialServer {
    // Held here because the JDK's logging forgets the level of a logger that nobody holds.
    private static final Logger FABRIC = Logger.getLogger("org.hyperledger.fabric");

    private SerialServer() {}

    /** Serves until its standard input ends, so that it never outlives its launcher. */
    public static void main(String[] arguments) throws Exception {
        String address = System.getenv("CHAINCODE_SERVER_ADDRESS");
        int colon = address.lastIndexOf(':');
        ChaincodeServerProperties properties = new ChaincodeServerProperties();
        properties.setServerAddress(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        ContractRouter router = new ContractRouter(new String[] {"--id", System.getenv("CHAINCODE_ID")});
        // At INFO the router writes every argument to the log, which would cost the baseline part of its speed.
        FABRIC.setLevel(Level.WARNING);
        Thread watcher = new Thread(() -> endWith(System.in), "standard-input-watch");
        watcher.setDaemon(true);
        watcher.start();
        router.startRouterWithChaincodeServer(new NettyChaincodeServer(router, properties));
    }

    private static void endWith(InputStream input) {
        try (input) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // An input that can't be read has ended as well.
        }
        System.exit(0);
    }
}
