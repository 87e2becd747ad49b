package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.compose.ComposeFolder;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComposeFolderTest {
    @TempDir
    Path folder;

    private final List<ServerSocket> taken = new ArrayList<>();
    private Path topology;

    /** A network runs here, and has all ports of the topology. */
    @BeforeEach
    void takePorts() throws Exception {
        String text = TopologyFile.text("fabric-raft");
        for (Topology.Listener listener : TopologyFile.fabricRaft().listeners()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
            taken.add(socket);
            text = text.replace("port: " + listener.port(), "port: " + socket.getLocalPort());
        }
        topology = Files.writeString(folder.resolve("topology.yaml"), text);
    }

    @AfterEach
    void freePorts() throws Exception {
        for (ServerSocket socket : taken) {
            socket.close();
        }
    }

    private void writes(Optional<FabricPrograms.CaServer> server) throws Exception {
        Path written = folder.resolve("compose");
        ComposeFolder.write(written, new ComposeFolder.Plan(topology.toString(), server, List.of()), line -> {});

        Topology given = TopologyFile.read(topology);
        JsonNode connection = new ObjectMapper()
                .readTree(written.resolve("network/connection.json").toFile());
        for (int i = 0; i < given.organisations().size(); i++) {
            Topology.Listener ca = given.organisations().get(i).ca();
            assertThat(connection
                            .path("organisations")
                            .path(i)
                            .path("ca")
                            .path("url")
                            .asText())
                    .isEqualTo("https://localhost:" + ca.port());
            if (server.isPresent()) {
                assertThat(written.resolve("network/ca/" + ca.name() + "/fabric-ca/fabric-ca-server-config.yaml"))
                        .content()
                        .containsPattern("(?m)^port: " + ca.port() + "$");
            }
        }
        assertThat(written.resolve("network/block0.pb")).exists();
    }

    @Test
    void a_compose_file_is_written_while_a_network_has_the_topologys_ports() throws Exception {
        writes(Optional.empty());
    }

    @Test
    void it_is_with_fabrics_own_authorities_too() throws Exception {
        Optional<FabricPrograms.CaServer> server = FabricPrograms.findCaServer();
        org.junit.jupiter.api.Assumptions.assumeTrue(server.isPresent(), "fabric-ca-server is not installed");
        writes(server);
    }
}
