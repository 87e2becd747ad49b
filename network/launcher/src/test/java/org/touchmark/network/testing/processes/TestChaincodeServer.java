package org.touchmark.network.testing.processes;

import java.io.OutputStream;
import java.util.List;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.testing.nodes.TestChaincode;

/** {@link TestChaincode} as a process of its own, which a network runs as it runs any other chaincode. */
public final class TestChaincodeServer {
    private TestChaincodeServer() {}

    /** What the program is told that somebody else ends, as one that was not written for a launcher. */
    public static final String STAY = "stay";

    /** The server as a network starts it, once for each peer; its function "own" answers where the server listens. */
    public static ChaincodeProgram program() {
        return ChaincodeProgram.mainClass(System.getProperty("java.class.path"), TestChaincodeServer.class.getName());
    }

    /** Serves until its standard input ends, so that it never outlives its launcher; told to stay, until it is killed. */
    public static void main(String[] arguments) throws Exception {
        String address = System.getenv("CHAINCODE_SERVER_ADDRESS");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        TestChaincode.start(System.getenv("CHAINCODE_ID"), address, port);
        if (List.of(arguments).contains(STAY)) {
            Thread.currentThread().join();
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
