package org.touchmark.network.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.fabric.ComposeYaml;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyException;
import org.touchmark.network.topology.TopologyFile;

/** The rules of the Compose specification that a file can be held against without an engine that runs it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComposeFileTest {
    private static final Set<String> SERVICE_KEYS = Set.of(
            "image", "command", "environment", "volumes", "networks", "ports", "healthcheck", "restart", "depends_on");
    private static final Set<String> HEALTH_KEYS = Set.of("test", "interval", "timeout", "retries", "start_period");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern PROJECT_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9./-]+:[A-Za-z0-9._-]+");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+):\\d+");
    private static final Pattern DURATION = Pattern.compile("\\d+s");
    private static final Pattern LONE_DOLLAR = Pattern.compile("(?<!\\$)(\\$\\$)*\\$(?!\\$)");

    @TempDir
    static Path folder;

    private static Map<String, Object> file;
    private static Map<String, Map<String, Object>> services;

    @BeforeAll
    static void write() throws Exception {
        Topology topology = ComposeFolder.inContainers(TopologyFile.fabricBft());
        Images images = Images.official("3.1.5", Optional.of("1.5.9"));
        String text =
                new ComposeFile(topology, images, "touchmark_1.0:00", ChaincodeLimits.DEFAULT.executeTimeout()).text();
        assertThat(LONE_DOLLAR.matcher(text).find())
                .as("variables of Compose's own")
                .isFalse();
        Files.writeString(folder.resolve("compose.yaml"), text);
        file = ComposeYaml.read(folder);
        services = ComposeYaml.services(folder);
    }

    @Test
    void the_file_has_a_name_services_volumes_and_a_network() {
        assertThat(file.keySet()).containsExactlyInAnyOrder("name", "services", "volumes", "networks");
        assertThat(String.valueOf(file.get("name"))).matches(PROJECT_NAME);
        assertThat(services.keySet())
                .hasSize(4 + 4 + 3 + 3 + 1)
                .allMatch(NAME.asMatchPredicate())
                .contains("ca-orderer", "orderer3", "peer0.aurelia", "chaincode0.assay", "setup");
    }

    @Test
    void each_service_has_known_keys_and_a_pinned_image() {
        services.forEach((name, service) -> {
            assertThat(SERVICE_KEYS).as(name).containsAll(service.keySet());
            assertThat(String.valueOf(service.get("image")))
                    .as(name)
                    .matches(IMAGE)
                    .doesNotEndWith(":latest");
            assertThat(service.get("command")).as(name).isInstanceOf(List.class);
            assertThat(String.valueOf(service.get("restart"))).isIn("unless-stopped", "on-failure");
        });
        assertThat(services.values())
                .extracting(service -> service.get("image"))
                .containsOnly(
                        "hyperledger/fabric-ca:1.5.9",
                        "hyperledger/fabric-orderer:3.1.5",
                        "hyperledger/fabric-peer:3.1.5",
                        "eclipse-temurin:17-jre");
    }

    @Test
    void ports_are_published_once_and_on_loopback_alone() {
        List<String> published = new ArrayList<>();
        services.values().forEach(service -> published.addAll(ComposeYaml.texts(service, "ports")));
        assertThat(published).hasSize(4 + 4 + 3).doesNotHaveDuplicates().allMatch(PORT.asMatchPredicate());
    }

    @Test
    void each_volume_is_declared_and_used_by_one_service() {
        List<String> used = new ArrayList<>();
        services.values()
                .forEach(service -> ComposeYaml.texts(service, "volumes").stream()
                        .map(volume -> volume.split(":", -1)[0])
                        .filter(source -> !source.startsWith("./"))
                        .forEach(used::add));
        assertThat(used).doesNotHaveDuplicates().allMatch(VOLUME_NAME.asMatchPredicate());
        assertThat(ComposeYaml.map(file.get("volumes")).keySet()).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void each_target_is_mounted_once_in_a_service() {
        services.forEach((name, service) -> assertThat(
                        ComposeYaml.texts(service, "volumes").stream().map(volume -> volume.split(":", -1)[1]))
                .as(name)
                .doesNotHaveDuplicates()
                .allMatch(target -> target.startsWith("/")));
    }

    @Test
    void all_are_on_the_one_network_and_wait_only_for_services_with_a_health_check() {
        Set<String> networks = ComposeYaml.map(file.get("networks")).keySet();
        services.forEach((name, service) -> {
            assertThat(networks).as(name).containsAll(ComposeYaml.texts(service, "networks"));
            ComposeYaml.map(service.get("depends_on")).forEach((other, condition) -> {
                assertThat(services).containsKey(other);
                assertThat(services.get(other)).containsKey("healthcheck");
                assertThat(condition).isEqualTo(Map.of("condition", "service_healthy"));
            });
        });
        assertThat(ComposeYaml.map(services.get("setup").get("depends_on")).keySet())
                .hasSize(services.size() - 1);
    }

    @Test
    void health_checks_are_whole() {
        services.forEach((name, service) -> {
            if (name.equals("setup")) {
                return;
            }
            Map<String, Object> check = ComposeYaml.map(service.get("healthcheck"));
            assertThat(check.keySet()).as(name).isEqualTo(HEALTH_KEYS);
            assertThat(ComposeYaml.texts(check, "test")).hasSize(4).startsWith("CMD", "bash", "-c");
            assertThat(List.of("interval", "timeout", "start_period"))
                    .allSatisfy(
                            key -> assertThat(String.valueOf(check.get(key))).matches(DURATION));
            assertThat(check.get("retries")).isInstanceOf(Integer.class);
        });
    }

    @Test
    void no_key_stands_in_the_file_itself() throws Exception {
        assertThat(Files.readString(folder.resolve("compose.yaml"))).doesNotContain("PRIVATE KEY", "BEGIN");
    }

    @Test
    void without_Fabric_CA_there_are_no_authorities(@TempDir Path other) throws Exception {
        Images images = Images.official("3.1.5", Optional.empty());
        Topology topology = ComposeFolder.inContainers(TopologyFile.fabricRaft());
        Files.writeString(
                other.resolve("compose.yaml"),
                new ComposeFile(topology, images, "touchmark_1.0:00", ChaincodeLimits.DEFAULT.executeTimeout()).text());
        assertThat(ComposeYaml.services(other).keySet()).noneMatch(name -> name.startsWith("ca-"));
    }

    @Test
    void a_topology_that_joins_a_consortium_is_refused(@TempDir Path other) throws Exception {
        Path joining = other.resolve("joins.yaml");
        String text = TopologyFile.text("fabric-raft");
        Files.writeString(
                joining,
                "channel: touchmark\nchaincode: touchmark\nconsortium: c.json\noperations: {port: 0}\n"
                        + text.substring(text.indexOf("organisations:\n")));
        ComposeFolder.Plan plan = new ComposeFolder.Plan(joining.toString(), Optional.empty(), List.of());
        assertThatThrownBy(() -> ComposeFolder.write(other.resolve("made"), plan, line -> {}))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("take the key consortium out");
    }
}
