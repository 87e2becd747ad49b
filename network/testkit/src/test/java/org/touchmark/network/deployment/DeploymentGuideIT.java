package org.touchmark.network.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.admin.GatewayTransactions;
import org.touchmark.network.admin.Invocation;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.ca.Tls;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.junit.RunReport;
import org.touchmark.network.local.Connections;
import org.touchmark.network.material.Administrators;
import org.touchmark.network.material.Consortium;
import org.touchmark.network.material.MaterialFolder;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.testing.processes.Programs;

/** Runs docs/deployment.md, block by block; not run where Fabric's programs are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentGuideIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final String CONSORTIUM = "consortium";
    private static final String BOREALIS = "borealis";
    private static final String NORTH = "north";

    @TempDir
    static Path folder;

    private static GuideHosts hosts;

    @BeforeAll
    static void start() throws Exception {
        for (String program : List.of("peer", "orderer", "osnadmin", "fabric-ca-client")) {
            RequiredProgram.require(program);
        }
        RunReport.note("docs/deployment.md", "its commands ran, on hosts that are folders");
        Path page = Path.of(System.getProperty("touchmark.root", "."), "docs/deployment.md");
        hosts = new GuideHosts(folder, Guide.read(page));
        hosts.put(CONSORTIUM, "consortium.yaml");
        hosts.run(CONSORTIUM, "start");
    }

    @AfterAll
    static void end() throws Exception {
        if (hosts != null) {
            hosts.end();
        }
    }

    @Test
    @Order(1)
    void an_organisation_joins_and_its_peer_endorses() throws Exception {
        hosts.put(BOREALIS, "borealis.yaml");
        String fingerprint = hosts.run(BOREALIS, "introduce")
                .lines()
                .filter(line -> line.contains("ingerprint="))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*=", "");
        assertThat(hosts.run(CONSORTIUM, "admit"))
                .contains("NEW in Application: BorealisMSP", fingerprint.substring(0, 47), "member BorealisMSP")
                .contains("signed by AureliaMSP", "Nothing is signed.", "signed by MeridianMSP, now");
        assertThat(hosts.run(BOREALIS, "join")).contains("Version: 1.0, Sequence: 1", "[]");
        awaitAnswer("BorealisMSP");
    }

    @Test
    @Order(2)
    void a_renewed_peer_serves_with_its_new_certificate() throws Exception {
        Endpoint peer =
                consortium(BOREALIS).organisation("BorealisMSP").peers().get(0).endpoint();
        X509Certificate before = served(peer);
        assertThat(hosts.operations(BOREALIS, "POST", "restart?peer0.borealis").statusCode())
                .as("whoever is on the machine may not start a node again")
                .isEqualTo(403);
        hosts.run(BOREALIS, "renew-peer");
        assertThat(served(peer))
                .isNotEqualTo(before)
                .isEqualTo(certificate(BOREALIS, "peer0.borealis", "tls-cert.pem"));
        awaitAnswer("BorealisMSP");
    }

    @Test
    @Order(3)
    void a_renewed_orderer_is_known_by_its_new_certificates_alone_and_catches_up() throws Exception {
        X509Certificate before = certificate(CONSORTIUM, "orderer3", "tls-cert.pem");
        String channel = hosts.run(CONSORTIUM, "renew-orderer");
        X509Certificate now = certificate(CONSORTIUM, "orderer3", "tls-cert.pem");
        assertThat(served(consortium(CONSORTIUM).orderers().get(3).endpoint()))
                .isNotEqualTo(before)
                .isEqualTo(now);
        assertThat(channel).contains("consenter 4 at 127.0.0.1:");
        awaitHeight(CONSORTIUM, "orderer3");
    }

    @Test
    @Order(4)
    void a_renewed_administrator_is_heard_and_the_former_certificate_refused() throws Exception {
        assertThat(hosts.run(BOREALIS, "renew-person")).contains("certificates taken back: ");
        String ask = "eval \"$(network/environment borealis)\"; %s peer channel getinfo --channelID \"$CHANNEL\"";
        Programs.Outcome heard = hosts.shell(BOREALIS, ask.formatted(""));
        assertThat(heard.exitCode()).as(heard.output()).isZero();
        Programs.Outcome refused =
                hosts.shell(BOREALIS, ask.formatted("CORE_PEER_MSPCONFIGPATH=\"$PWD/ca-client/former\""));
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("access denied");
    }

    @Test
    @Order(5)
    void a_fifth_consenter_joins_and_gets_all_blocks() throws Exception {
        hosts.run(CONSORTIUM, "register");
        hosts.put(NORTH, "orderer4.yaml");
        hosts.run(NORTH, "enrol");
        assertThat(hosts.run(CONSORTIUM, "put-consenter")).contains("consenter 5 at 127.0.0.1:");
        assertThat(hosts.run(NORTH, "join")).contains("Status: 201").contains("\"consensusRelation\": \"consenter\"");
        awaitHeight(NORTH, "orderer4");
    }

    @Test
    @Order(6)
    void an_upgrade_is_committed_with_one_of_five_orderers_dead_and_the_new_servers_answer() throws Exception {
        assertThat(hosts.run(CONSORTIUM, "approve"))
                .contains("AureliaMSP: true", "AssayMSP: true", "BorealisMSP: false");
        // All that is written from here on needs four of the five, so the fifth too.
        int port = consortium(CONSORTIUM).orderers().get(2).endpoint().port();
        assertThat(hosts.process(CONSORTIUM, port).destroyForcibly()).isTrue();
        hosts.run(BOREALIS, "approve");
        assertThat(hosts.run(CONSORTIUM, "commit")).contains("Version: 1.1, Sequence: 2", "BorealisMSP: true", "[]");
        awaitAnswer("BorealisMSP");
        awaitAnswer("AssayMSP");
        hosts.run(CONSORTIUM, "again");
        awaitAnswer("BorealisMSP");
        // The old server still runs; that nobody answers without the new one shows whom the peer asks.
        hosts.stop(hosts.host(CONSORTIUM).resolve("assay.pid"));
        assertThatThrownBy(() -> ask("AssayMSP")).isInstanceOf(StatusRuntimeException.class);
        awaitHeight(NORTH, "orderer4");
    }

    @Test
    @Order(7)
    void a_consenter_that_left_is_missed_by_nobody() throws Exception {
        assertThat(hosts.run(CONSORTIUM, "remove-consenter"))
                .contains("consenter 4 at 127.0.0.1:")
                .doesNotContain("consenter 5 at");
        assertThat(hosts.run(NORTH, "leave")).contains("Status: 204");
        awaitAnswer("MeridianMSP");
    }

    @Test
    @Order(8)
    void an_organisation_that_left_endorses_no_more() throws Exception {
        assertThat(hosts.run(CONSORTIUM, "remove-organisation")).doesNotContain("member BorealisMSP");
        await("Borealis is asked no more", () -> {
            try {
                return ask("BorealisMSP").isEmpty();
            } catch (StatusRuntimeException e) {
                return true;
            }
        });
        awaitAnswer("MeridianMSP");
    }

    @Test
    @Order(9)
    void nothing_of_the_page_was_left_out() {
        assertThat(hosts.left()).isEmpty();
    }

    private static Consortium consortium(String host) throws Exception {
        return new MaterialFolder(hosts.network(host)).consortium();
    }

    private static X509Certificate certificate(String host, String node, String file) throws Exception {
        return Pem.certificate(Files.readString(
                hosts.network(host).resolve("nodes").resolve(node).resolve(file)));
    }

    /** The certificate that a node serves with, whoever issued it. */
    private static X509Certificate served(Endpoint endpoint) throws Exception {
        List<X509Certificate> roots = Stream.of(consortium(CONSORTIUM), consortium(BOREALIS))
                .flatMap(known -> known.roots().values().stream())
                .distinct()
                .toList();
        try (SSLSocket socket =
                (SSLSocket) Tls.client(roots).getSocketFactory().createSocket(endpoint.host(), endpoint.port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Asks Aurelia's peer to have a peer of that organisation run the chaincode. */
    private static ByteString ask(String organisation) throws Exception {
        Path network = hosts.network(CONSORTIUM);
        try (Connections connections = Connections.tls(TlsChannelCredentials.newBuilder()
                .trustManager(network.resolve("tls-roots.pem").toFile())
                .build())) {
            Endpoint peer = consortium(CONSORTIUM)
                    .organisation("AureliaMSP")
                    .peers()
                    .get(0)
                    .endpoint();
            Invocation question = new Invocation(
                    "touchmark",
                    "touchmark",
                    List.of(
                            ByteString.copyFromUtf8("batch:List"),
                            ByteString.copyFromUtf8("09506000134352"),
                            ByteString.EMPTY));
            return new GatewayTransactions(new Administrators(network).of("aurelia"), "touchmark", connections.to(peer))
                    .evaluate(question, organisation);
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static void awaitAnswer(String organisation) throws Exception {
        await(organisation + " endorses", () -> {
            try {
                return ask(organisation).toStringUtf8().equals("[]");
            } catch (StatusRuntimeException e) {
                return false;
            }
        });
    }

    private static void awaitHeight(String host, String node) throws Exception {
        await(
                node + " has all blocks",
                () -> height(hosts.status(host), node) == height(hosts.status(CONSORTIUM), "orderer0"));
    }

    private static long height(JsonNode status, String node) {
        for (JsonNode entry : status.path("nodes")) {
            if (entry.path("name").asText().equals(node)) {
                return entry.path("height").asLong();
            }
        }
        throw new AssertionError("no node " + node + " in " + status);
    }
}
