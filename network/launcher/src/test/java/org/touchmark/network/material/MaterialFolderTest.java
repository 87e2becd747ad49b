package org.touchmark.network.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.trust.PinnedOrganisation;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.CaServer;
import org.touchmark.network.ca.CertificateAuthority;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.NodeRole;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaterialFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    private Path folder;
    private Topology topology;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Map<String, X509Certificate> roots = new LinkedHashMap<>();

    @BeforeEach
    void startAuthorities() throws Exception {
        folder = temporary.resolve("a folder with spaces");
        Topology anyPorts = TopologyFile.embedded().mapPorts(listener -> 0);
        topology = Ports.resolve(anyPorts, folder.resolve("ports.json"));
        open(topology.orderers().ca().orElseThrow(), topology.orderers().msp());
        for (Topology.Organisation organisation : topology.organisations()) {
            open(organisation.ca(), organisation.msp());
        }
    }

    private void open(Topology.Listener ca, String msp) throws IOException {
        CertificateAuthority authority =
                new MaterialFolder(folder).authorities().open(ca, msp);
        running.add(0, authority);
        running.add(0, CaServer.start(authority, ca.port()));
        roots.put(msp, authority.certificate());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    private Material prepare() throws Exception {
        return new MaterialFolder(folder).prepare(topology, roots, "embedded");
    }

    @Test
    void enrols_every_node_and_administrator_with_its_role() throws Exception {
        Material material = prepare();
        ChannelConfig config = ChannelConfigs.of(material.blockZero());
        assertThat(config.channelId()).isEqualTo("touchmark");
        assertThat(config.identify(material.node("peer0.assay").identity().serialized())
                        .roles())
                .contains(NodeRole.PEER);
        assertThat(config.identify(material.node("orderer0").identity().serialized())
                        .roles())
                .contains(NodeRole.ORDERER);
        assertThat(config.identify(material.admin("MeridianMSP").serialized()).roles())
                .contains(NodeRole.ADMIN);
        assertThat(Files.readString(material.node("peer0.assay").tlsCertificate()))
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void writes_what_the_gateway_and_the_checker_read() throws Exception {
        Material material = prepare();
        JsonNode connection = JSON.readTree(material.connection().toFile());
        assertThat(connection.path("ledger").asText()).isEqualTo("embedded");
        assertThat(connection.path("operators").asInt()).isEqualTo(1);
        assertThat(connection.path("organisations")).hasSize(3);
        JsonNode peer = connection.at("/organisations/0/peers/0");
        assertThat(peer.path("endpoint").asText())
                .isEqualTo("localhost:"
                        + topology.organisations()
                                .get(0)
                                .peers()
                                .get(0)
                                .listener()
                                .port());
        assertThat(folder.resolve(peer.path("tlsRoot").asText())).exists();
        JsonNode party = connection.at("/parties/2");
        assertThat(party.path("msp").asText()).isEqualTo("MeridianMSP");
        assertThat(party.path("role").asText()).isEqualTo("retailer");
        ChannelConfig config = ChannelConfigs.of(material.blockZero());
        assertThat(config.identify(SigningIdentities.load(
                                "MeridianMSP",
                                folder.resolve(party.path("certificate").asText()),
                                folder.resolve(party.path("key").asText()))
                        .serialized()))
                .isNotNull();
        PinnedRoots pinned = PinnedRoots.parse(Files.readString(material.roots()));
        assertThat(pinned.organisations())
                .filteredOn(organisation -> organisation.msp().equals("AureliaMSP"))
                .flatExtracting(PinnedOrganisation::roots)
                .containsExactly(roots.get("AureliaMSP"));
    }

    @Test
    void keeps_keys_and_secrets_to_their_owner() throws Exception {
        prepare();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> hidden = files.filter(file -> file.toString().endsWith("key.pem")
                            || file.toString().endsWith(".secret")
                            || file.toString().endsWith("ca.db"))
                    .toList();
            assertThat(hidden).hasSizeGreaterThan(15);
            for (Path file : hidden) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_second_start_finds_everything_as_it_was() throws Exception {
        Material first = prepare();
        Material second = prepare();
        assertThat(second.blockZero()).isEqualTo(first.blockZero());
        assertThat(second.node("orderer0").identity().certificate())
                .isEqualTo(first.node("orderer0").identity().certificate());
        assertThat(Ports.resolve(TopologyFile.embedded().mapPorts(listener -> 0), folder.resolve("ports.json")))
                .isEqualTo(topology);
    }

    @Test
    void a_start_that_was_stopped_goes_on() throws Exception {
        Material first = prepare();
        delete(folder.resolve("parties/aurelia"));
        Files.createDirectory(folder.resolve("parties/.aurelia.draft"));
        Files.delete(first.connection());
        Material second = prepare();
        assertThat(second.blockZero()).isEqualTo(first.blockZero());
        assertThat(folder.resolve("parties/aurelia/cert.pem")).exists();
        assertThat(folder.resolve("parties/.aurelia.draft")).doesNotExist();
        assertThat(second.connection()).exists();
    }

    @Test
    void refuses_a_topology_that_the_channel_was_not_made_of() throws Exception {
        prepare();
        Topology moved = topology.mapPorts(listener -> listener.name().equals("orderer0") ? 1 : listener.port());
        assertThatThrownBy(() -> new MaterialFolder(folder).prepare(moved, roots, "embedded"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the topology is not the one that the channel was made of");
    }

    @Test
    void says_which_authority_does_not_answer() throws Exception {
        running.remove(0).close();
        assertThatThrownBy(this::prepare)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CA at https://localhost:"
                        + topology.organisations().get(2).ca().port());
        CaClient client = new CaClient(
                URI.create("https://localhost:"
                        + topology.organisations().get(0).ca().port()),
                "AureliaMSP",
                List.of(roots.get("MeridianMSP")));
        assertThatThrownBy(client::info).isInstanceOf(IOException.class);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
