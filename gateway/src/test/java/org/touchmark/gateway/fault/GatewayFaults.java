package org.touchmark.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.gateway.support.TestGateway.json;
import static org.touchmark.gateway.support.TestGateway.last;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.ledger.ChainHeads;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.support.NetworkGateway;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.junit.RunReport;

/**
 * What nodes that die, hang and come back cost those who hand goods over through the gateway. After each fault: every
 * hand-off that was acknowledged is on the ledger of each organisation, once; none that was not written is; all peers
 * have the same blocks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class GatewayFaults {
    private static final String GTIN = NetworkGateway.GTIN;
    private static final int UNITS = 20_000;
    private static final int CALLERS = 16;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Map<String, Subject.OfUnit> units = new HashMap<>();
    private final Queue<String> serials = new ConcurrentLinkedQueue<>();
    private NetworkGateway running;
    private String firstLink;

    /** The ledger, with one peer for each of three organisations. */
    abstract NetworkExtension network();

    /** What the table of faults calls the ledger. */
    abstract String ledgerName();

    /** Orderers without which nothing is ordered. */
    abstract List<Node> quorum();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        running = NetworkGateway.start(network().network(), folder);
        register();
    }

    private void register() {
        JsonNode done = last(running.gateway()
                .post("aurelia", "/api/v1/batches", "{'gtin':'" + GTIN + "','lot':'FAULTS','make':" + UNITS + "}"));
        assertThat(done.path("batch").path("state").asText()).isEqualTo("SEALED");
        HttpResponse<byte[]> csv = running.gateway().get("aurelia", "/api/v1/batches/" + GTIN + "/FAULTS/serials.csv");
        new String(csv.body(), StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
            String[] columns = line.split(",", 2);
            firstLink = columns[1];
            serials.add(columns[0]);
            units.put(columns[0], unit(columns[1]));
        });
        assertThat(serials).hasSize(UNITS);
    }

    private static Subject.OfUnit unit(String link) {
        try {
            DigitalLink label = DigitalLink.parse(link);
            return new Subject.OfUnit(label.gtin(), new Lot("FAULTS"), UnitDigest.of(label.unit(), label.secret()));
        } catch (org.touchmark.domain.label.MalformedCodeException e) {
            throw new IllegalStateException(link, e);
        }
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    /** What is done to the network while callers are at work. */
    interface Fault {
        void inject(HandOffLoad load) throws Exception;
    }

    /** Injects a fault under load, checks what is left, and notes what it cost. */
    final Duration under(String name, Fault fault) throws Exception {
        String order = "{'to':'9506000200002','gtin':'" + GTIN + "','lot':'FAULTS','serials':['SERIAL']}";
        try (HandOffLoad load = new HandOffLoad(running.gateway(), serials, order, CALLERS)) {
            load.awaitProgress(CALLERS);
            Instant begin = Instant.now();
            fault.inject(load);
            load.awaitProgress(2 * CALLERS);
            load.stop();
            awaitEqualHeads();
            Duration gap = load.longestGap(begin);
            assertNothingLostOrDoubled(load);
            note(name, load, gap);
            return gap;
        }
    }

    private void note(String name, HandOffLoad load, Duration gap) {
        long late = load.told().values().stream()
                .filter(HandOffLoad.Told.COMMITTED_AFTER_UNKNOWN::equals)
                .count();
        long not = load.told().values().stream()
                .filter(HandOffLoad.Told.NOT_WRITTEN::equals)
                .count();
        RunReport.note(
                "faults",
                "%s: %s: no acknowledgement for %.1f s; %d acknowledged, of them %d after \"unknown\"; %d said not written; 0 lost, 0 doubled"
                        .formatted(ledgerName(), name, gap.toMillis() / 1e3, load.acknowledged(), late, not));
    }

    private void assertNothingLostOrDoubled(HandOffLoad load) {
        running.ledger().peers();
        assertThat(load.told()).isNotEmpty();
        for (Connection.Organisation organisation : running.connection().organisations()) {
            Registry registry =
                    new Registry(running.ledger().as(Signatory.read(organisation.msp(), organisation.admin())));
            load.told().forEach((serial, told) -> {
                List<Change> changes = registry.history(units.get(serial));
                assertThat(changes)
                        .as("%s, told %s, at %s", serial, told, organisation.msp())
                        .hasSize(told == HandOffLoad.Told.NOT_WRITTEN ? 0 : 1);
            });
        }
    }

    private void awaitEqualHeads() {
        await("all peers have the same blocks", () -> {
            Map<String, String> heads = ChainHeads.of(running.connection());
            return !heads.containsValue("")
                    && Map.copyOf(heads).values().stream().distinct().count() == 1;
        });
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds();
    }

    static void await(String what, Condition condition) {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.holds()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    final JsonNode readiness() {
        return json(running.gateway().get("", "/readyz"));
    }

    final Node node(String name) {
        return network().node(name);
    }

    private List<Node> nodes(NodeKind kind) {
        return network().network().nodes().stream()
                .filter(node -> node.kind() == kind)
                .toList();
    }

    @Test
    void a_peer_is_killed_and_started_again() throws Exception {
        under("the brand's own peer killed, started again", load -> {
            node("peer0.aurelia").kill();
            load.awaitProgress(CALLERS);
            node("peer0.aurelia").restart();
        });
    }

    @Test
    void a_chaincode_server_is_killed() throws Exception {
        under("a chaincode server killed, started again", load -> {
            node("chaincode0.meridian").kill();
            load.awaitProgress(CALLERS);
            node("chaincode0.meridian").restart();
        });
    }

    @Test
    void a_chaincode_server_hangs() throws Exception {
        under("a chaincode server hangs, goes on", load -> {
            node("chaincode0.meridian").pause();
            load.awaitProgress(4 * CALLERS);
            node("chaincode0.meridian").resume();
        });
    }

    @Test
    void nothing_is_ordered_for_a_while() throws Exception {
        under("no quorum of orderers, then there is one", load -> {
            List<Node> quorum = quorum();
            quorum.forEach(Node::kill);
            await(
                    "the gateway says that writes are stopped",
                    () -> readiness().path("writes").asText().equals("stopped"));
            JsonNode ready = readiness();
            assertThat(ready.path("reads").asText()).isEqualTo("up");
            assertThat(ready.path("unsettled").asInt()).isPositive();
            assertThat(ready.path("detail").asText()).contains("no transaction got through since");
            assertThat(running.gateway()
                            .getJson("", firstLink.substring(firstLink.indexOf("/01/")))
                            .path("verdict")
                            .asText())
                    .startsWith("genuine");
            quorum.forEach(Node::restart);
            await(
                    "the gateway says that writes go on",
                    () -> readiness().path("writes").asText().equals("up"));
            assertThat(load.unsettled()).isPositive();
        });
    }

    @Test
    void everything_is_killed_at_once() throws Exception {
        under("all nodes killed at once, started again", load -> {
            network().network().nodes().forEach(Node::kill);
            for (NodeKind kind : NodeKind.values()) {
                CompletableFuture.allOf(nodes(kind).stream()
                                .map(node -> CompletableFuture.runAsync(node::restart))
                                .toArray(CompletableFuture[]::new))
                        .join();
            }
        });
    }
}
