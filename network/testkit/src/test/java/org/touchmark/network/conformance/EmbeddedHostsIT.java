package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hyperledger.fabric.client.Gateway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.machine.EmbeddedNetwork;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/** The embedded ledger on a host that others call by a name of its own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedHostsIT {
    private static final String HOST = "127.0.0.1";

    /** Another address of this machine, at which nobody listens who binds to one address alone. */
    private static final String OTHER = "127.0.0.2";

    @TempDir
    Path folder;

    private static String host(Topology.Listener listener) {
        return listener.name().startsWith("chaincode") ? Topology.Listener.LOCALHOST : HOST;
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(OTHER, port), 1_000);
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nodes_listen_and_are_named_where_the_topology_says() throws Exception {
        Topology topology = TopologyFile.embedded().mapPorts(listener -> 0).mapHosts(EmbeddedHostsIT::host);
        try (EmbeddedNetwork network = EmbeddedNetwork.start(
                        new EmbeddedNetwork.Plan(
                                topology, folder, folder.resolve("network.log"), TestChaincodeServer.program()),
                        line -> {});
                TestedLedger ledger = new EmbeddedLedger(network::connectionProfile)) {
            String own = ledger.mspIds().get(0);
            assertThat(ledger.endpoint(own)).startsWith(HOST + ":");
            assertThat(ledger.ordererEndpoint()).startsWith(HOST + ":");
            try (Gateway gateway = ledger.connect(own)) {
                var contract = gateway.getNetwork(ledger.channel()).getContract(ledger.chaincode());
                contract.submitTransaction("put", "host", HOST);
                assertThat(contract.evaluateTransaction("get", "host"))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(HOST);
            }
            for (var node : network.nodes()) {
                assertThat(listens(node.port()))
                        .as(node.name())
                        .isEqualTo(!node.name().startsWith("chaincode"));
            }
        }
    }
}
