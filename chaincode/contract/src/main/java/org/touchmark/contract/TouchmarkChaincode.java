package org.touchmark.contract;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.traces.Traces;

/**
 * The chaincode as the shim's server knows it.
 *
 * <p>The shim keeps the state of a peer's stream on its chaincode object, so that a second stream stalls the first. Here
 * every stream has an object of its own.
 */
final class TouchmarkChaincode extends ChaincodeBase {
    // Held here because the JDK's logging forgets the level of a logger that nobody holds.
    private static final Logger SHIM = Logger.getLogger("org.hyperledger.fabric.shim");
    private static final Logger CONTRACT_API = Logger.getLogger("org.hyperledger.fabric.contract");
    private static final Logger FABRIC = Logger.getLogger("org.hyperledger.fabric");
    private static final Logger TASKS = Logger.getLogger("org.hyperledger.fabric.shim.impl.ChaincodeInvocationTask");

    private final ServerSettings settings;
    private final Transactions routes;

    /** The peer at the other end; empty for the object that only opens streams. */
    private final Optional<PeerState> peer;

    private TouchmarkChaincode(ServerSettings settings, Transactions routes, Optional<PeerState> peer) {
        this.settings = settings;
        this.routes = routes;
        this.peer = peer;
        // The shim takes its id from its own variable or from an argument, and from nowhere else.
        processCommandLineOptions(new String[] {"--id", settings.chaincodeId()});
        validateOptions();
        // The shim opens a stream only for an object that has read its configuration once.
        Properties properties = getChaincodeConfig();
        properties.setProperty(ServerSettings.CORE_THREADS, Integer.toString(settings.threads()));
        properties.setProperty(ServerSettings.MAX_THREADS, Integer.toString(settings.threads()));
    }

    /** A chaincode ready to be served, which answers transactions by the routes. */
    static TouchmarkChaincode prepare(ServerSettings settings, Transactions routes) {
        quieten();
        TouchmarkChaincode chaincode = new TouchmarkChaincode(settings, routes, Optional.empty());
        // Without these two the first stream fails and the peer waits in vain.
        Properties properties = chaincode.getChaincodeConfig();
        Metrics.initialize(properties);
        Traces.initialize(properties);
        return chaincode;
    }

    /** At INFO and below the shim logs its settings and, finer, whole messages with their arguments and transient data. */
    private static void quieten() {
        SHIM.setLevel(Level.WARNING);
        CONTRACT_API.setLevel(Level.WARNING);
        FABRIC.setLevel(Level.WARNING);
        // A refusal is an answer, not a failure of the server.
        TASKS.setFilter(entry -> !entry.getMessage().contains("Invoke failed with error code"));
    }

    @Override
    protected StreamObserver<ChaincodeMessage> connectToPeer(StreamObserver<ChaincodeMessage> toPeer)
            throws IOException {
        UnlockedObserver one = new UnlockedObserver(toPeer);
        PeerState state = new PeerState(one);
        return state.before(new TouchmarkChaincode(settings, routes, Optional.of(state)).talk(one));
    }

    private StreamObserver<ChaincodeMessage> talk(StreamObserver<ChaincodeMessage> toPeer) throws IOException {
        return super.connectToPeer(toPeer);
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return routes.answer(stub, peer.orElseThrow());
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        return routes.answer(stub, peer.orElseThrow());
    }
}
