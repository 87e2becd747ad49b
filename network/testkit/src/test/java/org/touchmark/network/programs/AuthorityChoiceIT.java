package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.fabric.AuthorityChoice;
import org.touchmark.network.fabric.FabricPrograms;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.machine.OrganisationAuthorities;
import org.touchmark.network.material.Material;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.material.Ports;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.topology.Topology;
import org.touchmark.network.topology.TopologyFile;

/** The organisations' authorities as Fabric CA's own servers; not run where that is missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuthorityChoiceIT {
    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();
    private Optional<FabricPrograms.CaServer> server = Optional.empty();
    private Topology topology;
    private MaterialFolder folder;

    @BeforeEach
    void find() throws Exception {
        Path program = RequiredProgram.require("fabric-ca-server");
        server = Optional.of(new FabricPrograms.CaServer(program, "1.5"));
        Path state = temporary.resolve("a folder with spaces");
        folder = new MaterialFolder(state);
        topology = Ports.resolve(TopologyFile.embedded().mapPorts(listener -> 0), state.resolve("ports.json"));
    }

    private OrganisationAuthorities start(Optional<FabricPrograms.CaServer> found) throws IOException {
        return new AuthorityChoice(found, topology, folder.authorities(), temporary.resolve("logs/network.log"))
                .start(said::add);
    }

    private Material prepare(OrganisationAuthorities authorities) throws Exception {
        return folder.prepare(topology, authorities.roots(), "fabric");
    }

    @Test
    void servers_issue_what_a_network_needs_and_keep_it_over_a_restart() throws Exception {
        Material first;
        try (OrganisationAuthorities authorities = start(server)) {
            assertThat(said).containsExactly("4 certificate authorities (Fabric CA 1.5) answer");
            assertThat(authorities.nodes()).hasSize(4).allSatisfy(node -> {
                assertThat(node.kind()).isEqualTo(NodeKind.CERTIFICATE_AUTHORITY);
                assertThat(node.health()).isEqualTo(Node.Health.UP);
                assertThat(node.memoryBytes()).isPresent();
                assertThat(node.lastLogLines(5)).isNotEmpty();
            });
            first = prepare(authorities);
            assertThat(attributes(first, "corner"))
                    .contains("9506000300009")
                    .contains("retailer")
                    .contains(CertificateAttributes.GLN);
        }
        try (OrganisationAuthorities authorities = start(server)) {
            assertThat(prepare(authorities).blockZero()).isEqualTo(first.blockZero());
        }
        assertSecretsAreKept();
    }

    private String attributes(Material material, String party) throws Exception {
        ChannelConfig config = ChannelConfigs.of(material.blockZero());
        Path own = temporary.resolve("a folder with spaces/parties").resolve(party);
        Identity identity =
                config.identify(SigningIdentities.load("MeridianMSP", own.resolve("cert.pem"), own.resolve("key.pem"))
                        .serialized());
        return new String(
                identity.certificate().getExtensionValue("1.2.3.4.5.6.7.8.1"),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void assertSecretsAreKept() throws IOException {
        Path home = folder.authorities().folder("ca-aurelia").resolve("fabric-ca");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        Path configuration = home.resolve("fabric-ca-server-config.yaml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
                .isEqualTo("rw-------");
        String secret = folder.authorities().registrarSecret("ca-aurelia").reveal();
        try (Stream<Path> logs = Files.list(temporary.resolve("logs"))) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain(secret);
            }
        }
    }

    @Test
    void one_that_is_down_in_the_middle_is_named_and_the_next_start_goes_on() throws Exception {
        try (OrganisationAuthorities authorities = start(server)) {
            Node down = authorities.nodes().stream()
                    .filter(node -> node.name().equals("ca-assay"))
                    .findFirst()
                    .orElseThrow();
            down.kill();
            assertThatThrownBy(() -> prepare(authorities))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ca-assay on port " + down.port())
                    .hasMessageContaining("start again to go on");
            Path kept = temporary.resolve("a folder with spaces/nodes/orderer0/cert.pem");
            String before = Files.readString(kept);
            down.restart();
            assertThat(prepare(authorities).nodes()).containsKey("peer0.assay");
            assertThat(Files.readString(kept)).isEqualTo(before);
        }
    }

    @Test
    void a_network_stays_with_the_authorities_that_it_began_with() throws Exception {
        try (OrganisationAuthorities authorities = start(Optional.empty())) {
            assertThat(said).singleElement().asString().contains("since fabric-ca-server (Fabric CA 1.5) is neither");
            prepare(authorities);
        }
        try (OrganisationAuthorities authorities = start(server)) {
            assertThat(said.get(1)).contains("the embedded ones, which this network began with");
            prepare(authorities);
        }
    }

    @Test
    void servers_that_are_gone_are_missed_by_name() throws Exception {
        start(server).close();
        assertThatThrownBy(() -> start(Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fabric-ca-server is neither in FABRIC_HOME/bin nor on PATH")
                .hasMessageContaining("network/down --clean");
    }
}
