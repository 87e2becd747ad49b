package org.touchmark.network.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.touchmark.network.Network;
import org.touchmark.network.Node;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.embedded.EmbeddedNetwork;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.TopologyFile;

/**
 * A JUnit extension that runs a network for a test class: on free ports, in a folder of its own, stopped and removed
 * after the last test. Nodes that a test killed or paused are brought back before the next one.
 */
public final class NetworkExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final ChaincodeProgram chaincode;
    private final ChaincodeLimits limits;
    private @Nullable Path state;
    private @Nullable Network network;

    private NetworkExtension(ChaincodeProgram chaincode, ChaincodeLimits limits) {
        this.chaincode = chaincode;
        this.limits = limits;
    }

    /** The embedded ledger with Touchmark's own contract, which {@code mvn package} has built. */
    public static NetworkExtension embedded() {
        Path root = Path.of(System.getProperty("touchmark.root", "."));
        return embedded(ChaincodeProgram.jar(root.resolve("chaincode/contract/target/contract.jar")));
    }

    /** The embedded ledger with a chaincode of the test's. */
    public static NetworkExtension embedded(ChaincodeProgram chaincode) {
        return new NetworkExtension(chaincode, ChaincodeLimits.DEFAULT);
    }

    /** The same, with peers that wait less long, or longer, for a transaction of the chaincode to end. */
    public NetworkExtension withExecuteTimeout(Duration timeout) {
        return new NetworkExtension(chaincode, limits.withExecuteTimeout(timeout));
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
        network = EmbeddedNetwork.start(
                new EmbeddedNetwork.Plan(
                        TopologyFile.embedded().mapPorts(listener -> 0),
                        state,
                        state.resolve("network.log"),
                        chaincode,
                        limits),
                line -> {});
        RunReport.note("ledger", "embedded, one JVM, " + network.channel());
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
        if (network != null) {
            network.close();
            network = null;
        }
        if (state != null) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
