package org.touchmark.network.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.touchmark.network.Network;
import org.touchmark.network.Node;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.machine.EmbeddedNetwork;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/**
 * A JUnit extension that runs a network for a test class: on free ports, in a folder of its own, stopped and removed
 * after the last test. Nodes that a test killed or paused are brought back before the next one. A class fails if a process
 * or a port of a node is left when its network has been closed.
 */
public final class NetworkExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Starter starter;
    private final ChaincodeLimits limits;
    private @Nullable Path state;
    private @Nullable Network network;

    /** Starts the ledger that a test asked for. */
    private interface Starter {
        Network start(Path state, ChaincodeLimits limits) throws Exception;
    }

    private NetworkExtension(Starter starter, ChaincodeLimits limits) {
        this.starter = starter;
        this.limits = limits;
    }

    /** The embedded ledger with Touchmark's own contract, which {@code mvn package} has built. */
    public static NetworkExtension embedded() {
        return embedded(contract());
    }

    /** The embedded ledger with a chaincode of the test's. */
    public static NetworkExtension embedded(ChaincodeProgram chaincode) {
        return new NetworkExtension(
                (state, limits) -> startEmbedded(state, chaincode, limits), ChaincodeLimits.DEFAULT);
    }

    /**
     * Fabric itself, with four BFT orderers and Touchmark's own contract; see
     * {@link #fabric(Topology, ChaincodeProgram)}.
     */
    public static NetworkExtension fabric() {
        return fabric(TopologyFile.fabricBft(), contract());
    }

    /** The same with a topology of the test's. */
    public static NetworkExtension fabric(Topology topology) {
        return fabric(topology, contract());
    }

    /**
     * Fabric itself, with a topology and a chaincode of the test's. Where its programs are not found the tests are
     * skipped, and the run's report counts them ({@link NotRun}).
     */
    public static NetworkExtension fabric(Topology topology, ChaincodeProgram chaincode) {
        return new NetworkExtension(
                (state, limits) -> startFabric(state, topology, chaincode, limits), ChaincodeLimits.DEFAULT);
    }

    /** The same, with peers that wait less long, or longer, for a transaction of the chaincode to end. */
    public NetworkExtension withExecuteTimeout(Duration timeout) {
        return new NetworkExtension(starter, limits.withExecuteTimeout(timeout));
    }

    private static ChaincodeProgram contract() {
        Path root = Path.of(System.getProperty("touchmark.root", "."));
        return ChaincodeProgram.jar(root.resolve("chaincode/contract/target/contract.jar"));
    }

    private static Network startEmbedded(Path state, ChaincodeProgram chaincode, ChaincodeLimits limits)
            throws Exception {
        Network started = EmbeddedNetwork.start(
                new EmbeddedNetwork.Plan(
                        TopologyFile.embedded().mapPorts(listener -> 0),
                        state,
                        state.resolve("network.log"),
                        chaincode,
                        ChaincodeTerms.OPEN,
                        limits),
                line -> {});
        RunReport.note("ledger", "embedded, one JVM, " + started.channel());
        return started;
    }

    private static Network startFabric(
            Path state, Topology topology, ChaincodeProgram chaincode, ChaincodeLimits limits) throws Exception {
        FabricPrograms programs = fabricPrograms();
        Network started = FabricNetwork.start(
                new FabricNetwork.Plan(
                        programs,
                        topology.mapPorts(listener -> 0),
                        state,
                        state.resolve("network.log"),
                        chaincode,
                        ChaincodeTerms.OPEN,
                        limits),
                line -> {});
        RunReport.note(
                "ledger",
                "Fabric " + programs.version() + ", "
                        + topology.orderers().consensus().name().toLowerCase(Locale.ROOT) + ", "
                        + topology.orderers().nodes().size() + " orderers, " + topology.peerCount() + " peers");
        return started;
    }

    private static FabricPrograms fabricPrograms() {
        try {
            return FabricPrograms.find();
        } catch (FabricPrograms.MissingException e) {
            return Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }

    /** The running network. */
    public Network network() {
        if (network == null) {
            throw new IllegalStateException("The network runs from before the first test to after the last one");
        }
        return network;
    }

    public Node node(String name) {
        return network().node(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (network != null) {
            return;
        }
        // The space is on purpose: paths that hold one must work.
        state = Files.createTempDirectory("touchmark network ");
        network = starter.start(state, limits);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Node node : network().nodes()) {
            if (node.health() == Node.Health.PAUSED) {
                node.resume();
            }
            if (node.health() == Node.Health.DOWN) {
                node.restart();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        // Nested classes share the network of the class around them.
        if (context.getRequiredTestClass().isMemberClass()
                && !java.lang.reflect.Modifier.isStatic(
                        context.getRequiredTestClass().getModifiers())) {
            return;
        }
        Leftovers leftovers = Leftovers.of(network == null ? List.of() : network.nodes());
        if (network != null) {
            network.close();
            network = null;
        }
        removeState();
        leftovers.requireNone();
    }

    private void removeState() throws IOException {
        if (state != null) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
