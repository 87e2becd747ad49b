package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Network;
import org.touchmark.network.admin.GatewayTransactions;
import org.touchmark.network.admin.Invocation;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.compose.ComposeFile;
import org.touchmark.network.compose.ComposeFolder;
import org.touchmark.network.compose.Images;
import org.touchmark.network.fabric.ComposeYaml;
import org.touchmark.network.fabric.FabricDeployment;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.junit.RunReport;
import org.touchmark.network.local.Connections;
import org.touchmark.network.material.Administrators;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.testing.processes.Programs;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/**
 * What containers differ in from a network of one machine, tried on processes: nodes that others call by a host, that
 * listen on all interfaces, and chaincode servers that ask for their peer's certificate.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContainerSettingsIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What every service of the Compose file tells its health on. */
    private static final int OPERATIONS_PORT = 9443;

    @TempDir
    Path temporary;

    @Test
    void a_network_whose_nodes_call_each_other_by_host_works_over_mutual_TLS() throws Exception {
        Path folder = temporary.resolve("network");
        Topology topology = Ports.resolve(
                TopologyFile.fabricRaft().mapHosts(listener -> "127.0.0.1").mapPorts(listener -> 0),
                folder.resolve("ports.json"));
        Path contract = Path.of(System.getProperty("touchmark.root", "."), "chaincode/contract/target/contract.jar");
        try (Network network = FabricNetwork.start(
                new FabricNetwork.Plan(
                        programs(), topology, folder, folder.resolve("network.log"), ChaincodeProgram.jar(contract)),
                line -> {})) {
            RunReport.note("containers", "their settings ran as processes, no container did");
            assertThat(answer(topology, folder, "AssayMSP")).isEqualTo("[]");
            JsonNode ports = new ObjectMapper()
                    .readTree(folder.resolve("fabric/ports.json").toFile());
            FabricDeployment.deploy(
                    topology,
                    new MaterialFolder(folder).load(topology),
                    ports.path("orderer0/admin").asInt(),
                    line -> {});
            healthChecksTellTheTruth(topology, ports);
            assertThat(network.nodes()).isNotEmpty();
        }
    }

    private static FabricPrograms programs() {
        try {
            return FabricPrograms.find();
        } catch (FabricPrograms.MissingException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    private static String answer(Topology topology, Path folder, String organisation) throws Exception {
        Endpoint peer =
                topology.organisation("aurelia").peers().get(0).listener().endpoint();
        Invocation question = new Invocation(
                topology.channel(),
                topology.chaincode(),
                List.of(
                        ByteString.copyFromUtf8("batch:List"),
                        ByteString.copyFromUtf8("09506000134352"),
                        ByteString.EMPTY));
        try (Connections connections = Connections.tls(TlsChannelCredentials.newBuilder()
                .trustManager(folder.resolve("tls-roots.pem").toFile())
                .build())) {
            return new GatewayTransactions(
                            new Administrators(folder).of("aurelia"), topology.channel(), connections.to(peer))
                    .evaluate(question, organisation)
                    .toStringUtf8();
        }
    }

    /** The checks of the Compose file, against the nodes' own ports. */
    private void healthChecksTellTheTruth(Topology topology, JsonNode ports) throws Exception {
        Path file = Files.createDirectory(temporary.resolve("file"));
        Files.writeString(
                file.resolve("compose.yaml"),
                new ComposeFile(
                                ComposeFolder.inContainers(topology),
                                Images.official("3.1.5", Optional.of("1.5.9")),
                                "touchmark_1.0:00",
                                ChaincodeLimits.DEFAULT.executeTimeout())
                        .text());
        Map<String, Map<String, Object>> services = ComposeYaml.services(file);
        for (String node : List.of("orderer0", "peer0.assay")) {
            int port = ports.path(node + "/operations").asInt();
            assertThat(health(services, node, port)).as(node).isZero();
            assertThat(health(services, node, Programs.freePort())).as("nobody").isNotZero();
        }
        for (String node : List.of("ca-aurelia", "chaincode0.assay")) {
            assertThat(health(services, node, OPERATIONS_PORT)).as(node).isZero();
        }
    }

    private int health(Map<String, Map<String, Object>> services, String node, int operationsPort) throws Exception {
        Map<String, Object> check =
                ComposeYaml.map(services.getOrDefault(node, Map.of()).get("healthcheck"));
        List<String> command = new ArrayList<>(ComposeYaml.texts(check, "test"));
        assertThat(command.remove(0)).isEqualTo("CMD");
        command.replaceAll(part -> part.replace("/" + OPERATIONS_PORT, "/" + operationsPort));
        return Programs.run(temporary, LIMIT, command).exitCode();
    }
}
