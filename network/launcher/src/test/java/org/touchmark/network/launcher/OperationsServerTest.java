package org.touchmark.network.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.Node;
import org.touchmark.network.machine.EmbeddedNetwork;
import org.touchmark.network.testing.processes.TestChaincodeServer;
import org.touchmark.network.topology.TopologyFile;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OperationsServerTest {
    private static final String PEER = "peer0.assay";
    private static final String SERVER = "chaincode0.assay";

    @TempDir
    static Path folder;

    private static EmbeddedNetwork network;

    private OperationsServer server;
    private StateFolder.Running running;

    @BeforeAll
    static void startNetwork() throws Exception {
        network = EmbeddedNetwork.start(
                new EmbeddedNetwork.Plan(
                        TopologyFile.embedded().mapPorts(listener -> 0),
                        folder,
                        folder.resolve("network.log"),
                        TestChaincodeServer.program()),
                line -> {});
    }

    @AfterAll
    static void stopNetwork() {
        if (network != null) {
            network.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        network.nodes().stream()
                .filter(node -> node.health() == Node.Health.DOWN)
                .forEach(Node::restart);
        server = OperationsServer.start(network, 0);
        running = new StateFolder.Running(1, 1, server.port(), server.token());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(call("GET", path).body());
    }

    @Test
    void health_is_told_as_fabrics_nodes_tell_it() throws Exception {
        HttpResponse<String> well = call("GET", "/healthz");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json("/healthz").path("status").asText()).isEqualTo("OK");
        assertThat(Instant.parse(json("/healthz").path("time").asText()))
                .isBefore(Instant.now().plusSeconds(1));

        network.node(PEER).kill();
        assertThat(call("GET", "/healthz").statusCode()).isEqualTo(503);
        JsonNode failed = json("/healthz");
        assertThat(failed.path("status").asText()).isEqualTo("Service Unavailable");
        assertThat(failed.path("failed_checks")).hasSize(1);
        assertThat(failed.path("failed_checks").path(0).path("component").asText())
                .isEqualTo(PEER);
        assertThat(failed.path("failed_checks").path(0).path("reason").asText()).isEqualTo("down");
    }

    @Test
    void the_version_is_told() throws Exception {
        assertThat(json("/version").path("Version").asText()).isEqualTo("0.1.0");
        assertThat(json("/version").has("CommitSHA")).isTrue();
    }

    @Test
    void figures_are_told_as_prometheus_reads_them() throws Exception {
        String metrics = call("GET", "/metrics").body();

        assertThat(metrics)
                .contains("# TYPE ledger_blockchain_height gauge\n")
                .containsPattern(
                        "ledger_blockchain_height\\{channel=\"touchmark\",node=\"peer0\\.assay\",kind=\"peer\","
                                + "organisation=\"[^\"]+\"} [2-9]\n")
                .containsPattern("node_up\\{[^}]*node=\"orderer0\"[^}]*} 1\n")
                .endsWith("\n");
        assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z_]+\\{([a-z]+=\"[^\"]*\",?)+} \\d+"));
    }

    @Test
    void what_is_read_answers_HEAD_without_a_body_and_nothing_else() throws Exception {
        for (String path : new String[] {"/healthz", "/version", "/metrics", "/status"}) {
            HttpResponse<String> head = call("HEAD", path);
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(call("POST", path).statusCode()).as(path).isEqualTo(405);
            assertThat(call("GET", path + "/more").statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_node_is_stopped_and_started() throws Exception {
        for (String node : new String[] {PEER, SERVER}) {
            assertThat(OperationsClient.order(running, NodeOrder.STOP, node)).startsWith(node + " is down");
            assertThat(network.node(node).health()).isEqualTo(Node.Health.DOWN);
            assertThat(OperationsClient.order(running, NodeOrder.STOP, node)).isEqualTo(node + " is down already.");
            assertThat(OperationsClient.order(running, NodeOrder.START, node)).isEqualTo(node + " is up.");
            assertThat(network.node(node).health()).isEqualTo(Node.Health.UP);
            assertThat(OperationsClient.order(running, NodeOrder.START, node)).isEqualTo(node + " is up already.");
        }
    }

    @Test
    void nobody_stops_a_node_without_the_networks_token() throws Exception {
        assertThat(call("POST", "/stop?" + PEER).statusCode()).isEqualTo(403);
        assertThat(network.node(PEER).health()).isEqualTo(Node.Health.UP);
    }
}
