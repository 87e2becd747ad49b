package org.touchmark.network.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.party.Role;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopologyFileTest {
    private String text;

    @BeforeEach
    void read() throws Exception {
        try (InputStream input = TopologyFile.class.getResourceAsStream("embedded.yaml")) {
            text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_modules_own_has_three_organisations_one_orderer_and_their_parties() {
        Topology topology = TopologyFile.embedded();
        assertThat(topology.channel()).isEqualTo("touchmark");
        assertThat(topology.chaincode()).isEqualTo("touchmark");
        assertThat(topology.batch().timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(topology.batch().preferredMaxBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(topology.orderers().consensus()).isEqualTo(Topology.ConsensusType.RAFT);
        assertThat(topology.orderers().nodes()).containsExactly(new Topology.Listener("orderer0", "localhost", 7050));
        assertThat(topology.organisations())
                .extracting(Topology.Organisation::msp)
                .containsExactly("AureliaMSP", "MeridianMSP", "AssayMSP");
        assertThat(topology.parties())
                .extracting(Topology.Party::role)
                .containsExactly(Role.BRAND, Role.DISTRIBUTOR, Role.RETAILER);
        assertThat(topology.parties())
                .allSatisfy(party -> assertThat(party.gln().digits()).startsWith("9506000"));
        assertThat(topology.listeners())
                .extracting(Topology.Listener::port)
                .doesNotHaveDuplicates()
                .hasSize(12);
    }

    @Test
    void those_for_fabric_differ_in_orderers_and_peers() throws Exception {
        assertThat(TopologyFile.fabricBft().orderers().consensus()).isEqualTo(Topology.ConsensusType.BFT);
        assertThat(TopologyFile.fabricBft().orderers().nodes()).hasSize(4);
        assertThat(TopologyFile.fabricBft().peerCount()).isEqualTo(3);
        assertThat(TopologyFile.fabricRaft().orderers().nodes()).hasSize(1);
        assertThat(TopologyFile.fabricTwoPeers().peerCount()).isEqualTo(6);
        for (String name : TopologyFile.ownNames()) {
            Topology own = TopologyFile.named(name);
            assertThat(own.parties()).isEqualTo(TopologyFile.embedded().parties());
            assertThat(own.listeners()).extracting(Topology.Listener::port).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_name_that_is_none_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> TopologyFile.named("nope"))
                .isInstanceOf(TopologyException.class)
                .hasMessage("topology nope: there is no such file; of those that come with this there are embedded,"
                        + " fabric-bft, fabric-raft, fabric-two-peers");
    }

    @Test
    void a_file_is_text_as_editors_save_it(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.yaml");
        for (Charset encoding : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            Files.writeString(file, "\uFEFF" + text, encoding);

            assertThat(TopologyFile.read(file).organisations())
                    .isEqualTo(TopologyFile.embedded().organisations());
        }
    }

    @Test
    void a_file_in_another_encoding_is_refused_by_name(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.yaml");
        Files.writeString(file, "# Aur\u00e9lia\n" + text, StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TopologyFile.read(file))
                .isInstanceOf(TopologyException.class)
                .hasMessage("own.yaml: it is not text in UTF-8: save it so");

        Files.writeString(file, "%PDF-1.7");
        assertThatThrownBy(() -> TopologyFile.read(file))
                .isInstanceOf(TopologyException.class)
                .hasMessage("own.yaml: it is a PDF, not a file of text: save it as text in UTF-8");
    }

    @Test
    void nodes_have_the_host_of_their_organisation_or_one_of_their_own() throws Exception {
        Topology topology = TopologyFile.parse(
                "t.yaml",
                text.replace("    msp: AureliaMSP\n", "    msp: AureliaMSP\n    host: aurelia.example\n")
                        .replace("{name: peer0.assay,", "{name: peer0.assay, host: 192.0.2.7,"));
        Topology.Organisation aurelia = topology.organisation("aurelia");
        assertThat(aurelia.ca().endpoint()).hasToString("aurelia.example:7054");
        Topology.Listener peer = aurelia.peers().get(0).listener();
        assertThat(peer.endpoint()).hasToString("aurelia.example:7051");
        assertThat(peer.bindAddress()).isEqualTo("0.0.0.0");
        assertThat(peer.certifiedHosts()).containsExactly("aurelia.example", "localhost", "127.0.0.1");
        assertThat(aurelia.peers().get(0).chaincode().isLocal()).isTrue();
        Topology.Listener other = topology.organisation("assay").peers().get(0).listener();
        assertThat(other.host()).isEqualTo("192.0.2.7");
        assertThat(topology.organisation("meridian").peers().get(0).listener().bindAddress())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void one_that_joins_a_consortium_needs_no_orderers(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("joins.yaml");
        int orderers = text.indexOf("orderers:");
        int batch = text.indexOf("batch:");
        String joining = text.substring(0, batch)
                + "consortium: other/consortium.json\noperations: {port: 0}\n"
                + text.substring(text.indexOf("organisations:\n", orderers));
        Files.writeString(file, joining);
        Topology topology = TopologyFile.read(file);
        assertThat(topology.consortium()).contains(folder.toAbsolutePath().resolve("other/consortium.json"));
        assertThat(topology.orderers().nodes()).isEmpty();
        assertThat(topology.authorities()).extracting(Topology.Authority::msp).doesNotContain("OrdererMSP");
        assertThatThrownBy(() -> TopologyFile.parse("t.yaml", "consortium: c.json\n" + text))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("batch: is the consortium's affair");
    }

    @Test
    void reads_a_file_of_the_users(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), text.replace("7051", "0"));
        assertThat(TopologyFile.read(file)
                        .organisations()
                        .get(0)
                        .peers()
                        .get(0)
                        .listener()
                        .port())
                .isZero();
        Files.write(file, new byte[300 * 1024]);
        assertThatThrownBy(() -> TopologyFile.read(file)).hasMessageContaining("mine.yaml: 307200 bytes, at most");
    }

    @Nested
    class Refuses {
        @Test
        void a_mistyped_key() {
            refuses("maxMessages: 500", "maxMesages: 500", "batch.maxMesages: unknown key");
        }

        @Test
        void a_host_that_is_none() {
            refusesElsewhere(
                    "msp: OrdererMSP", "msp: OrdererMSP\n  host: a b", "orderers.host: 'a b' must be the host's name");
        }

        @Test
        void a_missing_key() {
            refusesElsewhere("  timeout: 100ms\n", "", "batch.timeout: is missing");
        }

        @Test
        void a_key_that_is_there_twice() {
            assertThatThrownBy(() -> TopologyFile.parse("t.yaml", text + "\nchannel: other\n"))
                    .isInstanceOf(TopologyException.class)
                    .hasMessageContaining("channel: is there twice");
        }

        @Test
        void two_nodes_on_one_port() {
            refuses(
                    "name: peer0.meridian, port: 8051",
                    "name: peer0.meridian, port: 7051",
                    "organisations[1].peers[0].port: 7051 is also that of peer0.aurelia");
            refusesElsewhere("port: 9443", "port: 7050", "orderers.nodes[0].port: 7050 is also that of operations");
        }

        @Test
        void two_nodes_of_one_name() {
            refuses(
                    "peer0.meridian",
                    "peer0.aurelia",
                    "organisations[1].peers[0].name: 'peer0.aurelia' names another node too");
        }

        @Test
        void ports_that_are_none() {
            refuses(
                    "port: 7051",
                    "port: 70510",
                    "organisations[0].peers[0].port: port 70510: must be from 1 to 65535, or 0");
            refuses("port: 7051", "port: seven", "organisations[0].peers[0].port: 'seven' must be a whole number");
        }

        @Test
        void a_party_of_an_organisation_that_is_not_there() {
            refuses(
                    "organisation: aurelia\n",
                    "organisation: aurora\n",
                    "parties[0].organisation: 'aurora' is none of [aurelia, meridian, assay]");
        }

        @Test
        void a_GLN_with_a_wrong_check_digit() {
            refuses("9506000100005", "9506000100006", "parties[0].gln: GLN 9506000100006: check digit");
        }

        @Test
        void parties_that_share_a_number_or_a_prefix() {
            refuses("9506000200002", "9506000100005", "parties[1].gln: 9506000100005 is also that of aurelia");
            refuses("[\"950600020\"]", "[\"95060001\"]", "parties[1].prefixes: 95060001 overlaps one of aurelia");
        }

        @Test
        void an_unknown_role_and_an_unknown_consensus() {
            refuses("role: retailer", "role: shop", "parties[2].role: role \"shop\" is none of brand");
            refuses("consensus: raft", "consensus: pbft", "orderers.consensus: must be raft or bft");
            refusesElsewhere("consensus: raft", "consensus: bft", "1 nodes: raft needs one or more, bft four or more");
        }

        @Test
        void three_BFT_orderers() throws Exception {
            try (InputStream input = TopologyFile.class.getResourceAsStream("fabric-bft.yaml")) {
                text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            }
            refusesElsewhere(
                    "    - {name: orderer3, port: 10050}\n",
                    "",
                    "orderers.nodes: 3 nodes: raft needs one or more, bft four or more");
        }

        @Test
        void an_MSP_twice() {
            refuses(
                    "msp: AssayMSP",
                    "msp: OrdererMSP",
                    "organisations[2].msp: 'OrdererMSP' is another organisation's too");
        }

        @Test
        void sizes_and_times_that_are_none() {
            refuses("2 MB", "2 megabytes", "batch.preferredMaxBytes: '2 megabytes' must be a size such as");
            refusesElsewhere(
                    "2 MB", "20 MB", "batch: preferred size of a block, 20971520 bytes, is above the absolute one");
            refusesElsewhere("100ms", "fast", "duration 'fast': must look like 100ms");
        }

        @Test
        void texts_that_are_no_topology() {
            for (String bad : List.of("", "# nothing", "- a\n- b", "channel: [", "a: &x [*x]", "\t", "just words")) {
                assertThatThrownBy(() -> TopologyFile.parse("t.yaml", bad))
                        .as(bad)
                        .isInstanceOf(TopologyException.class)
                        .hasMessageContaining("t.yaml");
            }
        }

        /** The complaint names the line where the change is. */
        private void refuses(String good, String bad, String complaint) {
            long line = text.substring(0, text.indexOf(good)).lines().count() + (startsLine(good) ? 1 : 0);
            refusesElsewhere(good, bad, "t.yaml, line " + line + ", " + complaint);
        }

        private boolean startsLine(String good) {
            return text.charAt(text.indexOf(good) - 1) == '\n';
        }

        private void refusesElsewhere(String good, String bad, String complaint) {
            assertThat(text).contains(good);
            assertThatThrownBy(() -> TopologyFile.parse("t.yaml", text.replaceFirst(quoted(good), bad)))
                    .isInstanceOf(TopologyException.class)
                    .hasMessageStartingWith("t.yaml, line ")
                    .hasMessageContaining(complaint);
        }

        private String quoted(String text) {
            return Pattern.quote(text);
        }
    }
}
