package org.touchmark.network.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.compose.ComposeFolder;
import org.touchmark.network.material.Material;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/**
 * Holds each service of a Compose file against the process that the launcher starts of the same topology, setting by
 * setting: a container's path is followed through the service's volumes to the file beside the Compose file.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComposeComparisonTest {
    @TempDir
    static Path temporary;

    private static Path folder;
    private static Topology topology;
    private static Map<String, Map<String, Object>> services;
    private static List<NodePlan> processes;
    private static Map<String, Integer> ports;

    @BeforeAll
    static void write() throws Exception {
        folder = Files.createDirectory(temporary.resolve("compose"));
        Path file = temporary.resolve("topology.yaml");
        Files.writeString(file, TopologyFile.text("fabric-two-peers").replaceAll("port: \\d+", "port: 0"));
        ComposeFolder.write(folder, new ComposeFolder.Plan(file.toString(), Optional.empty(), List.of()), line -> {});
        services = ComposeYaml.services(folder);
        topology = Ports.resolve(TopologyFile.read(file), folder.resolve("network/ports.json"));
        Material material = new MaterialFolder(folder.resolve("network")).load(topology);
        ports = NodePorts.choose(topology, temporary.resolve("ports.json"));
        processes = NodePlan.of(
                topology,
                new ProcessPlaces(new FabricFolder(folder.resolve("fabric")), material, ports),
                ChaincodeLimits.DEFAULT.executeTimeout());
    }

    @Test
    void every_node_has_its_service_with_the_same_program() {
        assertThat(processes).hasSize(4 + 6);
        assertThat(processes)
                .allSatisfy(process -> assertThat(ComposeYaml.texts(service(process.name()), "command"))
                        .isEqualTo(process.command()));
    }

    @Test
    void every_setting_is_that_of_the_process() {
        for (NodePlan process : processes) {
            Map<String, String> expected = new TreeMap<>(process.environment());
            Map<String, String> found = new TreeMap<>();
            ComposeYaml.environment(service(process.name()))
                    .forEach((name, value) -> found.put(name, asProcess(process, value)));
            expected.replaceAll((name, value) -> withoutData(process, value));
            assertThat(found).as(process.name()).isEqualTo(expected);
        }
    }

    @Test
    void what_the_settings_name_is_there_and_belongs_to_the_node() throws Exception {
        Material material = new MaterialFolder(folder.resolve("network")).load(topology);
        for (NodePlan process : processes) {
            Path msp = folder.resolve("fabric").resolve(process.name()).resolve("msp");
            assertThat(msp.resolve("signcerts/cert.pem"))
                    .hasSameTextualContentAs(folder.resolve("network/nodes")
                            .resolve(process.name())
                            .resolve("cert.pem"));
            assertThat(material.node(process.name()).tlsCertificate()).exists();
            assertThat(folder.resolve("network/roots/" + process.mspId() + ".pem"))
                    .exists();
        }
        assertThat(folder.resolve("fabric/config/core.yaml"))
                .content()
                .contains("path: \"" + mounted("peer0.aurelia", folder.resolve("fabric/builder")) + "\"");
        assertThat(folder.resolve("fabric/builder/bin/build")).isExecutable();
    }

    @Test
    void chaincode_servers_are_those_of_the_processes_but_ask_for_their_peers_certificate() throws Exception {
        List<ChaincodeServerPlan> servers = ChaincodeServerPlan.onLoopback(
                topology, FabricDeployment.packageOf(topology).id());
        assertThat(servers).hasSize(6);
        for (ChaincodeServerPlan server : servers) {
            String name = server.listener().name();
            Map<String, String> environment = ComposeYaml.environment(service(name));
            assertThat(environment)
                    .containsEntry("CHAINCODE_ID", server.environment().get("CHAINCODE_ID"))
                    .containsEntry(
                            "CHAINCODE_SERVER_ADDRESS",
                            "0.0.0.0:" + server.listener().port())
                    .containsEntry("CHAINCODE_TLS_DISABLED", "false");
            assertThat(Stream.of("CHAINCODE_TLS_KEY", "CHAINCODE_TLS_CERT", "CHAINCODE_CLIENT_CA_CERT")
                            .map(key -> Path.of(onHost(name, environment.getOrDefault(key, "")))))
                    .allSatisfy(file -> assertThat(file).exists().startsWith(folder));
            assertThat(ComposeYaml.texts(service(name), "command"))
                    .containsAll(ChaincodeProgram.jvmFlags("/opt/touchmark/compiler-directives.json"));
        }
    }

    @Test
    void block_zero_names_the_services() throws Exception {
        String block =
                Files.readString(folder.resolve("network/block0.pb"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(block).contains("orderer0:", "peer1.assay").doesNotContain("localhost:");
    }

    private static Map<String, Object> service(String name) {
        Map<String, Object> service = services.get(name);
        assertThat(service).as(name).isNotNull();
        return service;
    }

    /** A container's setting as the process would have it. */
    private static String asProcess(NodePlan process, String value) {
        if (value.startsWith("{\"connection\"")) {
            return connection(process, value);
        }
        String result = onHost(process.name(), value)
                .replace("0.0.0.0", "127.0.0.1")
                .replace("127.0.0.1:9443", "127.0.0.1:" + ports.get(NodePorts.operations(process.name())))
                .replace("127.0.0.1:9444", "127.0.0.1:" + ports.get(NodePorts.admin(process.name())));
        for (Topology.Listener listener : topology.listeners()) {
            result = result.replace(listener.name() + ":" + listener.port(), "localhost:" + listener.port());
        }
        return result;
    }

    /** Follows the file that tells a peer of its chaincode server. */
    private static String connection(NodePlan process, String value) {
        try {
            ObjectMapper json = new ObjectMapper();
            String path = json.readTree(value).path("connection").asText();
            JsonNode file = json.readTree(Path.of(onHost(process.name(), path)).toFile());
            assertThat(file.path("tls_required").asBoolean()).isTrue();
            assertThat(file.path("client_auth_required").asBoolean()).isTrue();
            assertThat(file.path("client_key").asText()).contains("PRIVATE KEY");
            String[] address = file.path("address").asText().split(":", 2);
            assertThat(services).containsKey(address[0]);
            return "{\"address\":\"127.0.0.1:" + address[1] + "\"}";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Paths of the container as paths beside the Compose file; what a volume holds is only "data". */
    private static String onHost(String service, String value) {
        String result = value;
        for (String volume : ComposeYaml.texts(service(service), "volumes")) {
            String[] parts = volume.split(":", -1);
            String source = parts[0].startsWith("./")
                    ? folder.resolve(parts[0]).normalize().toString()
                    : "data";
            result = result.replace(parts[1], source);
        }
        return result;
    }

    private static String mounted(String service, Path source) {
        return ComposeYaml.texts(service(service), "volumes").stream()
                .map(volume -> volume.split(":", -1))
                .filter(parts -> folder.resolve(parts[0]).normalize().equals(source))
                .map(parts -> parts[1])
                .findFirst()
                .orElseThrow();
    }

    private static String withoutData(NodePlan process, String value) {
        return value.replace(
                folder.resolve("fabric").resolve(process.name()).resolve("data").toString(), "data");
    }
}
