package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.shim.GrpcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.contract.TestPeer.Invocation;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.Encodings;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.trust.ClaimantSignature;

/** How often the contract asks a peer, and that it reads and writes the same whatever the peer offers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PeerStateTest {
    private static GrpcServer server;
    private static String address;

    private final TestChannel channel = TestChannel.withParties();
    private final TestBatch batch = TestBatch.compact(channel, "L1", 5_000);
    private final MemoryLedger ledger = channel.ledger();
    private int operations;

    @BeforeAll
    static void serve() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        server = ContractServer.start(
                ServerSettings.from(Map.of("CHAINCODE_ID", "touchmark_1:0", "CHAINCODE_SERVER_ADDRESS", address)));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.stop();
        server.blockUntilShutdown();
    }

    private Invocation call(ByteString creator, String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of(function, "operation%08d".formatted(++operations)));
        all.addAll(List.of(arguments));
        return Invocation.of(creator, all.toArray(String[]::new));
    }

    private SignedOffer offer(int unit) {
        return new TestCustody(channel, batch)
                .offerAt(Instant.now(), channel.aurelia, channel.meridian, batch.digest(unit));
    }

    private Invocation offering(SignedOffer offer) {
        return call(TestPeer.creator(channel.aurelia), "custody:Offer", CanonicalJson.write(offer.toJson()));
    }

    private Invocation accepting(HandOff offered) {
        Instant at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        ClaimantSignature accept = channel.meridian.sign(offered.acceptBytes(TestChannel.NAME, at), at);
        return call(
                TestPeer.creator(channel.meridian),
                "custody:Accept",
                offered.offer().id().value(),
                CanonicalJson.write(accept.toJson()));
    }

    private static String text(Response response) {
        assertThat(response.getStatus()).as(response.getMessage()).isEqualTo(200);
        return response.getPayload().toStringUtf8();
    }

    private static HandOff handOff(Response response) {
        return HandOff.fromJson(CanonicalJson.parse(text(response)));
    }

    @Test
    void a_hand_off_asks_the_peer_a_few_times_whatever_it_reads_and_writes() {
        batch.register();
        try (TestPeer peer = new TestPeer(address, ledger)) {
            HandOff offered = handOff(peer.submit(offering(offer(1))));
            // What is expected, the unit's page, and what is written.
            assertThat(peer.requests()).isEqualTo(3);
            assertThat(peer.transaction().reads()).hasSizeGreaterThan(7);

            text(peer.submit(accepting(offered)));
            // What is expected, the sender's certificate, and what is written.
            assertThat(peer.requests()).isEqualTo(3);
        }
    }

    @Test
    void pages_are_added_with_three_requests() {
        try (TestPeer peer = new TestPeer(address, ledger)) {
            text(peer.submit(call(
                    TestPeer.creator(channel.aurelia),
                    "batch:Open",
                    CanonicalJson.write(batch.terms().toJson()))));
            text(peer.submit(call(TestPeer.creator(channel.aurelia), "batch:AddPages", TestBatch.GTIN.digits(), "L1")
                    .with(TestBatch.transientData(batch.pages()))));

            // The operation with its caller and the head, what is there of the pages, and what is written.
            assertThat(peer.requests()).isEqualTo(3);
        }
    }

    @Test
    void a_unit_is_read_with_two_requests() {
        batch.register();
        try (TestPeer peer = new TestPeer(address, ledger)) {
            text(peer.evaluate(Invocation.of(
                    TestPeer.creator(channel.meridian),
                    "unit:Read",
                    TestBatch.GTIN.digits(),
                    "L1",
                    batch.digest(1).hex())));

            // Its batch and itself, then its page with the page's proof.
            assertThat(peer.requests()).isEqualTo(2);
        }
    }

    @Test
    void lots_are_searched_with_four_requests_however_many_they_are() {
        batch.register();
        for (String lot : List.of("L2", "L3", "L4")) {
            TestBatch.compact(channel, lot, 3).register();
        }
        try (TestPeer peer = new TestPeer(address, ledger)) {
            text(peer.evaluate(Invocation.of(
                    TestPeer.creator(channel.meridian),
                    "unit:Lots",
                    TestBatch.GTIN.digits(),
                    batch.digest(1).hex(),
                    "0")));

            // How many there are, which, their heads, and a page of each.
            assertThat(peer.requests()).isEqualTo(4);
        }
    }

    @Test
    void a_unit_is_read_with_as_many_requests_whatever_the_number_of_its_hand_offs() {
        batch.register();
        TestCustody custody = new TestCustody(channel, batch);
        Invocation reading = Invocation.of(
                TestPeer.creator(channel.meridian),
                "unit:Read",
                TestBatch.GTIN.digits(),
                "L1",
                batch.digest(1).hex());
        try (TestPeer peer = new TestPeer(address, ledger)) {
            there(custody);
            text(peer.evaluate(reading));
            int requests = peer.requests();

            there(custody);
            there(custody);
            String answer = text(peer.evaluate(reading));

            assertThat(UnitReading.fromJson(CanonicalJson.parse(answer)).trail().steps())
                    .hasSize(6);
            assertThat(peer.requests()).isEqualTo(requests);
        }
    }

    private void there(TestCustody custody) {
        custody.handOver(channel.aurelia, channel.meridian, batch.digest(1));
        custody.handOver(channel.meridian, channel.aurelia, batch.digest(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1_000})
    void reads_and_writes_do_not_depend_on_what_the_peer_offers(int keys) {
        batch.register();
        MemoryLedger other = new MemoryLedger();
        ledger.copyInto(other);
        try (TestPeer one = new TestPeer(address, ledger);
                TestPeer two = new TestPeer(address, other, TestPeer.offer(keys))) {
            Invocation offering = offering(offer(1));
            HandOff offered = handOff(one.submit(offering));
            assertThat(handOff(two.submit(offering))).isEqualTo(offered);
            assertSame(one, two);

            Invocation accepting = accepting(offered);
            assertThat(text(two.submit(accepting))).isEqualTo(text(one.submit(accepting)));
            assertSame(one, two);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1_000})
    void what_is_taken_away_is_taken_away_whatever_the_peer_offers(int keys) {
        batch.register();
        String box = "195060000000000012";
        Invocation create = call(TestPeer.creator(channel.aurelia), "container:Create", box, "1");
        Invocation pack = moving("container:Pack", box);
        Invocation unpack = moving("container:Unpack", box);
        MemoryLedger other = new MemoryLedger();
        ledger.copyInto(other);
        try (TestPeer one = new TestPeer(address, ledger);
                TestPeer two = new TestPeer(address, other, TestPeer.offer(keys))) {
            for (Invocation each : List.of(create, pack, unpack)) {
                assertThat(text(two.submit(each))).isEqualTo(text(one.submit(each)));
                assertSame(one, two);
            }
            assertThat(two.transaction().writes().entrySet())
                    .filteredOn(write -> write.getValue().length == 0)
                    .extracting(Map.Entry::getKey)
                    .singleElement(STRING)
                    .contains("inside-unit", box, batch.digest(1).hex());
            assertThat(text(two.evaluate(
                            Invocation.of(TestPeer.creator(channel.aurelia), "container:Contents", box, "0"))))
                    .isEqualTo("{\"containers\":[],\"groups\":[]}");
        }
    }

    private Invocation moving(String function, String box) {
        Consignment things = new Consignment(TestBatch.GTIN, batch.terms().lot(), List.of(batch.digest(1)));
        return call(
                TestPeer.creator(channel.aurelia),
                function,
                box,
                CanonicalJson.write(things.write(JsonObject.builder()).build()));
    }

    private static void assertSame(TestPeer one, TestPeer two) {
        assertThat(two.transaction().reads()).isEqualTo(one.transaction().reads());
        assertThat(hex(two.transaction().writes()))
                .isNotEmpty()
                .isEqualTo(hex(one.transaction().writes()));
    }

    private static List<String> hex(Map<String, byte[]> writes) {
        return writes.entrySet().stream()
                .map(write -> write.getKey() + "=" + Encodings.hex(write.getValue()))
                .toList();
    }

    @Test
    void a_peer_that_refuses_fails_the_transaction_and_the_next_one_goes_on() {
        batch.register();
        Invocation offering = offering(offer(1));
        try (TestPeer peer = new TestPeer(address, ledger)) {
            peer.refuse("no room");

            Response failed = peer.submit(offering);

            assertThat(failed.getStatus()).isEqualTo(500);
            assertThat(failed.getMessage()).startsWith("unexpected error in the contract");
        }
        try (TestPeer peer = new TestPeer(address, ledger)) {
            text(peer.submit(offering));
        }
    }
}
