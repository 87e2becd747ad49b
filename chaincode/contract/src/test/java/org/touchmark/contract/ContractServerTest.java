package org.touchmark.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.shim.GrpcServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.contract.TestPeer.Invocation;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.batch.PagesMissing;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestCustody;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.ClaimantSignature;

/** Drives the contracts through the real shim: a server, a peer's stream, every message as Fabric has it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ContractServerTest {
    private static final String CHAINCODE = "touchmark_1:0123abcd";

    private static String address;
    private static GrpcServer server;

    private final TestChannel channel = new TestChannel();
    private final TestBatch batch = TestBatch.compact(channel, "L1", 5_000);
    private final MemoryLedger ledger = new MemoryLedger();
    private final ByteString aurelia = TestPeer.creator(channel.aurelia);
    private final ByteString meridian = TestPeer.creator(channel.meridian);
    private final ByteString aureliaAdmin = TestPeer.creator(channel.aureliaAdmin, channel.aureliaCa);
    private final ByteString assayAdmin = TestPeer.creator(channel.assayAdmin, channel.assayCa);
    private TestPeer peer;
    private int operations;

    @BeforeAll
    static void serve() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        server = ContractServer.start(
                ServerSettings.from(Map.of("CHAINCODE_ID", CHAINCODE, "CHAINCODE_SERVER_ADDRESS", address)));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.stop();
        server.blockUntilShutdown();
    }

    @BeforeEach
    void connect() {
        peer = new TestPeer(address, ledger);
    }

    @AfterEach
    void disconnect() {
        peer.close();
    }

    private String operation() {
        return "operation%08d".formatted(++operations);
    }

    private static String text(Response response) {
        assertThat(response.getStatus()).as(response.getMessage()).isEqualTo(200);
        return response.getPayload().toStringUtf8();
    }

    private static JsonObject json(Response response) {
        return CanonicalJson.parse(text(response));
    }

    private JsonObject submit(ByteString creator, String function, String... arguments) {
        return json(peer.submit(call(creator, function, arguments)));
    }

    private Invocation call(ByteString creator, String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of(function, operation()));
        all.addAll(List.of(arguments));
        return Invocation.of(creator, all.toArray(String[]::new));
    }

    private String evaluate(String... arguments) {
        return text(peer.evaluate(Invocation.of(meridian, arguments)));
    }

    private static void assertRefused(Response response, ErrorCode code) {
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getMessage()).startsWith(code + ": ");
        assertThat(response.getMessage()).hasSizeLessThan(400);
    }

    private void admit(TestParty party) {
        Party proposed = party.party();
        submit(aureliaAdmin, "party:Propose", CanonicalJson.write(proposed.toJson()));
        JsonObject voted = submit(
                assayAdmin,
                "party:Vote",
                proposed.gln().digits(),
                proposed.digest().hex());
        assertThat(voted.bool("admitted")).isTrue();
    }

    private void found() {
        submit(
                aureliaAdmin,
                "party:Found",
                CanonicalJson.write(channel.consortium().toJson()));
        admit(channel.aurelia);
        admit(channel.meridian);
    }

    private void register() {
        submit(aurelia, "batch:Open", CanonicalJson.write(batch.terms().toJson()));
        json(peer.submit(call(aurelia, "batch:AddPages", TestBatch.GTIN.digits(), "L1")
                .with(TestBatch.transientData(batch.pages()))));
        String seal =
                CanonicalJson.write(batch.sealBy(channel.aurelia, Instant.now()).toJson());
        submit(aurelia, "batch:Seal", TestBatch.GTIN.digits(), "L1", seal);
    }

    @Nested
    class The_contracts {
        @Test
        void admit_parties_and_keep_their_label_keys() {
            found();
            KeyPair keys = TestBatch.ed25519Keys();
            LabelKey key = TestBatch.labelKey(channel.aurelia, keys, Instant.now());

            JsonObject registered = submit(aurelia, "party:RegisterLabelKey", CanonicalJson.write(key.toJson()));

            String gln = channel.aurelia.gln().digits();
            Admission admission = Admission.fromJson(CanonicalJson.parse(evaluate("party:Read", gln)));
            assertThat(admission.party()).isEqualTo(channel.aurelia.party());
            assertThat(evaluate("party:Version", gln, "1")).isEqualTo(CanonicalJson.write(admission.toJson()));
            assertThat(evaluate("party:Proposals", gln)).isEqualTo("[]");
            assertThat(LabelKey.fromJson(registered))
                    .isEqualTo(key.signed(key.signature().taken(1)));
            assertThat(evaluate("party:LabelKeys", gln)).isEqualTo("[" + registered + "]");
            assertThat(evaluate("party:LabelKey", gln, key.keyId().hex())).isEqualTo(CanonicalJson.write(registered));
        }

        @Test
        void register_a_batch_and_find_its_units() {
            found();
            submit(aurelia, "batch:Open", CanonicalJson.write(batch.terms().toJson()));
            String gtin = TestBatch.GTIN.digits();
            JsonObject missing = CanonicalJson.parse(evaluate("batch:Missing", gtin, "L1"));
            assertThat(PagesMissing.fromJson(missing).missing()).containsExactly(0, 1);
            JsonObject added = json(peer.submit(
                    call(aurelia, "batch:AddPages", gtin, "L1").with(TestBatch.transientData(batch.pages()))));
            assertThat(added.numbers("added")).containsExactly(0L, 1L);
            String seal = CanonicalJson.write(
                    batch.sealBy(channel.aurelia, Instant.now()).toJson());

            JsonObject sealed = submit(aurelia, "batch:Seal", gtin, "L1", seal);

            BatchHead head = BatchHead.fromJson(sealed);
            assertThat(evaluate("batch:Read", gtin, "L1")).isEqualTo(CanonicalJson.write(sealed));
            assertThat(evaluate("batch:List", gtin, "")).isEqualTo("[" + sealed + "]");
            assertThat(evaluate("batch:List", gtin, "L1")).isEqualTo("[]");
            String unit = batch.digest(7).hex();
            LotSearch search = LotSearch.fromJson(CanonicalJson.parse(evaluate("unit:Lots", gtin, unit, "0")));
            assertThat(search.found())
                    .containsExactly(new LotSearch.Found(batch.terms().lot(), channel.aurelia.gln()));
            UnitReading reading = UnitReading.fromJson(CanonicalJson.parse(evaluate("unit:Read", gtin, "L1", unit)));
            assertThat(reading.finding().presence().orElseThrow().proves(batch.digest(7), batch.root(), head.layout()))
                    .isTrue();
            assertRefused(peer.evaluate(Invocation.of(meridian, "unit:Read", gtin, "", unit)), ErrorCode.LOT_INVALID);
        }

        @Test
        void hand_units_over() {
            found();
            register();
            SignedOffer offer = new TestCustody(channel, batch)
                    .offerAt(Instant.now(), channel.aurelia, channel.meridian, batch.digest(7));

            HandOff offered = HandOff.fromJson(submit(aurelia, "custody:Offer", CanonicalJson.write(offer.toJson())));
            Instant at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
            ClaimantSignature accept = channel.meridian.sign(offered.acceptBytes(TestChannel.NAME, at), at);
            JsonObject accepted = submit(
                    meridian, "custody:Accept", offered.offer().id().value(), CanonicalJson.write(accept.toJson()));

            HandOffReading handOff = HandOffReading.fromJson(CanonicalJson.parse(
                    evaluate("custody:Read", offered.offer().id().value())));
            assertThat(handOff.handOff().toJson()).isEqualTo(accepted);
            assertThat(handOff.offered()).isEqualTo(offer.consignment());
            String unit = batch.digest(7).hex();
            String gtin = TestBatch.GTIN.digits();
            assertThat(evaluate("unit:History", gtin, "L1", unit))
                    .contains("\"handOff\":\"" + offered.offer().id() + "\"");
            UnitReading reading = UnitReading.fromJson(CanonicalJson.parse(evaluate("unit:Read", gtin, "L1", unit)));
            assertThat(reading.trail().steps())
                    .extracting(step -> step.handOff().toJson())
                    .containsExactly(accepted);
        }

        @Test
        void do_an_operation_once() {
            found();
            Invocation open = call(
                    aurelia, "batch:Open", CanonicalJson.write(batch.terms().toJson()));
            String first = text(peer.submit(open));

            String second = text(peer.submit(open.at(Instant.now().plusSeconds(2))));

            assertThat(second).isEqualTo(first);
            operations--;
            assertRefused(peer.submit(call(aurelia, "batch:Open", "{}")), ErrorCode.OPERATION_REUSED);
        }

        @Test
        void refuse_with_a_code_that_opens_the_message() {
            found();

            assertRefused(
                    peer.submit(call(
                            meridian,
                            "batch:Open",
                            CanonicalJson.write(batch.terms().toJson()))),
                    ErrorCode.ROLE_MISSING);
            assertRefused(peer.evaluate(Invocation.of(meridian, "batch:Read", "1", "L1")), ErrorCode.GTIN_INVALID);
            assertRefused(
                    peer.evaluate(Invocation.of(meridian, "batch:Read", TestBatch.GTIN.digits(), "L9")),
                    ErrorCode.BATCH_UNKNOWN);
            assertRefused(peer.submit(call(aurelia, "batch:Open", "{\"count\":1.5}")), ErrorCode.ARGUMENT_INVALID);
        }

        @Test
        void refuse_a_timestamp_far_from_their_clock_on_writes_only() {
            found();
            Instant old = Instant.now().minus(Duration.ofMinutes(10));

            assertRefused(
                    peer.submit(call(
                                    aurelia,
                                    "batch:Open",
                                    CanonicalJson.write(batch.terms().toJson()))
                            .at(old)),
                    ErrorCode.CLOCK_SKEW);
            String gln = channel.aurelia.gln().digits();
            assertThat(peer.evaluate(Invocation.of(meridian, "party:Read", gln).at(old))
                            .getStatus())
                    .isEqualTo(200);
        }
    }

    @Nested
    class A_call {
        @ParameterizedTest
        @ValueSource(strings = {"batch:Close", "nobody:Read", "History2", "", "batch:Open:Read"})
        void of_an_unknown_function_is_refused_by_name(String function) {
            assertRefused(peer.evaluate(Invocation.of(aurelia, function, "a")), ErrorCode.ARGUMENT_INVALID);
        }

        @Test
        void without_a_contracts_name_goes_to_the_units() {
            assertThat(text(peer.evaluate(Invocation.of(
                            aurelia,
                            "History",
                            TestBatch.GTIN.digits(),
                            "L1",
                            batch.digest(1).hex()))))
                    .isEqualTo("[]");
        }

        @Test
        void with_too_few_or_too_many_arguments_is_refused() {
            assertRefused(peer.evaluate(Invocation.of(aurelia, "party:Read")), ErrorCode.ARGUMENT_INVALID);
            assertRefused(peer.evaluate(Invocation.of(aurelia, "party:Read", "1", "2")), ErrorCode.ARGUMENT_INVALID);
        }

        @Test
        void with_a_huge_argument_or_foreign_transient_data_is_refused_before_it_is_read() {
            String million = "[" + "1,".repeat(1_000_000) + "1]";

            assertRefused(peer.submit(call(aurelia, "batch:Open", million)), ErrorCode.ARGUMENT_TOO_LARGE);
            assertRefused(
                    peer.submit(call(aurelia, "batch:Open", "{}").with(Map.of("page/0", new byte[1]))),
                    ErrorCode.TRANSIENT_INVALID);
        }

        @Test
        void with_an_argument_that_is_not_utf_8_is_refused() {
            Invocation broken = new Invocation(
                    aurelia,
                    Instant.now(),
                    Map.of(),
                    List.of(ByteString.copyFromUtf8("party:Read"), ByteString.copyFrom(new byte[] {(byte) 0xff})));

            assertRefused(peer.evaluate(broken), ErrorCode.ARGUMENT_INVALID);
        }

        @Test
        void by_an_identity_that_can_not_be_read_is_refused() {
            ByteString garbage = ByteString.copyFromUtf8("garbage");

            assertRefused(
                    peer.submit(call(garbage, "party:Found", "{\"msps\":[\"AureliaMSP\"]}")), ErrorCode.NOT_A_PARTY);
        }

        @Test
        void leaves_no_argument_in_the_log() {
            List<String> logged = new ArrayList<>();
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    logged.add(String.valueOf(entry.getMessage()));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            Logger root = Logger.getLogger("");
            root.addHandler(handler);
            try {
                assertRefused(
                        peer.evaluate(Invocation.of(aurelia, "party:Read", "very-secret")), ErrorCode.GLN_INVALID);
            } finally {
                root.removeHandler(handler);
            }
            assertThat(logged).noneMatch(line -> line.contains("very-secret"));
        }
    }

    @Nested
    class The_server {
        @Test
        void registers_under_its_package_id() {
            assertThat(peer.registeredName()).isEqualTo(CHAINCODE);
        }

        @Test
        void serves_two_streams_at_once_and_goes_on_when_one_ends() {
            try (TestPeer second = new TestPeer(address, new MemoryLedger())) {
                found();
                assertRefused(
                        second.evaluate(Invocation.of(
                                aurelia, "party:Read", channel.aurelia.gln().digits())),
                        ErrorCode.PARTY_UNKNOWN);
                assertThat(evaluate("party:Read", channel.aurelia.gln().digits()))
                        .contains("Aurelia");
            }

            assertThat(evaluate("party:Read", channel.aurelia.gln().digits())).contains("Aurelia");
        }
    }
}
