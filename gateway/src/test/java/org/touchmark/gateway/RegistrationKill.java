package org.touchmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.batch.BatchTree;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.batch.PageSummary;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.admission.Admitter;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.support.GatewayProcess;
import org.touchmark.gateway.support.NetworkGateway;
import org.touchmark.network.Node;
import org.touchmark.network.NodeKind;
import org.touchmark.network.junit.NetworkExtension;

/**
 * The gateway, a peer, a chaincode server are killed in the middle of a registration: it goes on, and the root is the same
 * as undisturbed. As many units as {@code -Dtouchmark.killUnits} says.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RegistrationKill {
    private static final int UNITS = Integer.getInteger("touchmark.killUnits", 100_000);
    private static final Gtin GTIN = Gtin.parse(NetworkGateway.GTIN);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StateFolder state;
    private FabricLedger ledger;
    private Registry registry;

    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayProcess gateway;

    @TempDir
    private Path folder;

    /** The ledger, with one peer for each organisation. */
    abstract NetworkExtension network();

    @BeforeAll
    void admit(@TempDir Path shared) throws IOException {
        Connection connection = Connection.read(network().network().connectionProfile());
        EnrolledParty first = connection.parties().get(0);
        ledger = FabricLedger.open(
                connection, Deadlines.STANDARD, Signatory.read(first.msp(), first.identity()), first.gln());
        state = new StateFolder(shared.resolve("gateway"));
        Members members =
                Members.load(new Admitter(connection, state, ledger, Clock.systemUTC(), line -> {}).run(), ledger);
        registry = new Registry(members.reader().ledger());
    }

    @AfterAll
    void close() {
        if (ledger != null) {
            ledger.close();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        // A page a transaction, so that there is a middle to be killed in.
        gateway = GatewayProcess.start(
                network().network().connectionProfile(),
                state.root(),
                folder.resolve("gateway.log"),
                "-Dtouchmark.pagesPerTransaction=1");
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.kill();
    }

    @Test
    void the_gateway_is_killed_and_goes_on_by_itself() throws Exception {
        Lot lot = new Lot("KILL-GATEWAY");
        CompletableFuture<HttpResponse<Stream<String>>> posted = post(lot);
        awaitPages(lot, 5);

        gateway.kill();

        int missing = registry.missing(GTIN, lot).missing().size();
        assertThat(missing).as("pages that the killed gateway had not sent").isPositive();
        posted.cancel(true);
        serve();
        awaitSealed(lot);
        assertThat(last(post(lot)).path("event").asText()).isEqualTo("done");
        assertRootAsUndisturbed(lot);
    }

    @Test
    void the_brands_own_peer_is_killed_and_the_others_take_over() throws Exception {
        Lot lot = new Lot("KILL-PEER");
        CompletableFuture<HttpResponse<Stream<String>>> posted = post(lot);
        awaitPages(lot, 5);

        network().node("peer0.aurelia").kill();

        assertThat(last(posted).path("event").asText()).isEqualTo("done");
        network().node("peer0.aurelia").restart();
        assertRootAsUndisturbed(lot);
    }

    @Test
    void with_two_of_three_chaincode_servers_killed_it_waits_until_they_are_back() throws Exception {
        Lot lot = new Lot("KILL-CHAINCODE");
        CompletableFuture<HttpResponse<Stream<String>>> posted = post(lot);
        awaitPages(lot, 5);
        List<Node> servers = network().network().nodes().stream()
                .filter(node -> node.kind() == NodeKind.CHAINCODE_SERVER)
                .limit(2)
                .toList();

        servers.forEach(Node::kill);
        assertThat(registry.batch(GTIN, lot).orElseThrow().seal()).isEmpty();
        servers.forEach(Node::restart);

        assertThat(last(posted).path("event").asText()).isEqualTo("done");
        assertRootAsUndisturbed(lot);
    }

    private CompletableFuture<HttpResponse<Stream<String>>> post(Lot lot) throws IOException {
        Path csv = folder.resolve("serials.csv");
        if (!Files.exists(csv)) {
            try (PrintWriter out = new PrintWriter(csv.toFile(), StandardCharsets.US_ASCII)) {
                out.println("serial");
                serials(lot).forEach(out::println);
            }
        }
        String token = Files.readString(state.token("aurelia")).strip();
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(gateway.address() + "/api/v1/batches?gtin=" + GTIN + "&lot=" + lot))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofFile(csv))
                        .build(),
                BodyHandlers.ofLines());
    }

    private static Stream<String> serials(Lot lot) {
        return Stream.iterate(0, i -> i + 1).limit(UNITS).map(i -> lot.value().charAt(5) + String.format("%08d", i));
    }

    private static JsonNode last(CompletableFuture<HttpResponse<Stream<String>>> posted) throws IOException {
        try (Stream<String> events = posted.join().body()) {
            return MAPPER.readTree(events.reduce("{}", (earlier, later) -> later));
        }
    }

    private void awaitPages(Lot lot, int pages) {
        await(() -> registry.batch(GTIN, lot).isPresent()
                && PageLayout.of(UNITS).pages()
                                - registry.missing(GTIN, lot).missing().size()
                        >= pages);
    }

    private void awaitSealed(Lot lot) {
        await(() -> registry.batch(GTIN, lot).orElseThrow().seal().isPresent());
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** The root of the same units as the domain alone makes it. */
    private void assertRootAsUndisturbed(Lot lot) {
        // A peer that has just come back is healthy before it has the blocks that it missed, and answers by what was.
        await(this::everyPeerIsLevel);
        KeptBatch kept = new BatchFolders(state.batches()).find(GTIN, lot).orElseThrow();
        PageLayout layout = PageLayout.of(UNITS);
        List<List<UnitDigest>> buckets = new ArrayList<>();
        for (int page = 0; page < layout.pages(); page++) {
            buckets.add(new ArrayList<>());
        }
        serials(lot)
                .map(serial -> kept.digest(new SerialNumber(serial)))
                .forEach(digest -> buckets.get(layout.pageOf(digest)).add(digest));
        Bytes root = BatchTree.of(
                        buckets.stream().map(Page::of).map(PageSummary::of).toList())
                .root();
        assertThat(registry.batch(GTIN, lot).orElseThrow().seal().orElseThrow().root())
                .isEqualTo(root);
    }

    private boolean everyPeerIsLevel() {
        try {
            ledger.awaitEveryPeer(LIMIT);
            return true;
        } catch (LedgerUnavailableException e) {
            return false;
        }
    }
}
