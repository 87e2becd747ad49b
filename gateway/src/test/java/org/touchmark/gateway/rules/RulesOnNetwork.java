package org.touchmark.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.PermissionMatrix;
import org.touchmark.domain.fixture.Refusals;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.Sequences;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.process.ChaincodeProgram;
import org.touchmark.network.process.JavaChaincode;

/** The ledger's rules over the Gateway SDK, by the contract's own server, whose clock alone is the test's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RulesOnNetwork {
    /** Calls that wait for blocks most of the time. */
    private static final int AT_ONCE = 32;

    private static final Path CLOCK = clock();

    private NetworkDesk desk;
    private World world;
    private TestParty brand;
    private TestParty distributor;

    abstract NetworkExtension network();

    /** The contract, served by a program that never leaves the tests. */
    static ChaincodeProgram shiftedContract() {
        Path jar = Path.of(System.getProperty("touchmark.root", ".."), "chaincode/contract/target/contract-tests.jar")
                .toAbsolutePath();
        return new JavaChaincode(
                List.of(
                        "-Dtouchmark.test.clock=" + CLOCK,
                        "-cp",
                        jar.toString(),
                        "org.touchmark.contract.ShiftedServer"),
                Optional.empty());
    }

    private static Path clock() {
        try {
            Path folder = Files.createTempDirectory("clock");
            folder.toFile().deleteOnExit();
            Path shift = Files.writeString(folder.resolve("shift"), Duration.ZERO.toString());
            // What is named last goes first, so that the folder is empty then.
            shift.toFile().deleteOnExit();
            return shift;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void found() throws IOException {
        desk = new NetworkDesk(network().network(), CLOCK);
        world = World.found(desk);
        brand = world.brand();
        distributor = world.party(Role.DISTRIBUTOR);
    }

    @AfterAll
    void close() throws IOException {
        if (desk != null) {
            desk.close();
        }
        Files.writeString(CLOCK, Duration.ZERO.toString());
    }

    @Test
    void the_ledger_permits_what_the_table_says_and_nothing_else() {
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<PermissionMatrix.Cell> cells = new PermissionMatrix(world).walk(executor);

            assertThat(cells).hasSize(Action.values().length * Role.values().length * 2 - PermissionMatrix.NOT_TRIED);
            assertThat(cells).filteredOn(cell -> !cell.isAsTheTableSays()).isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }

    @TestFactory
    Stream<DynamicTest> each_refusal_has_its_code_and_says_what_is_wrong() {
        return RefusalsByName.at(desk, world).stream()
                .map(refusal -> DynamicTest.dynamicTest(refusal.toString(), () -> Refusals.assertRefused(refusal)));
    }

    @TestFactory
    Stream<DynamicTest> rules_hold_against_rivals_thieves_and_wrong_clocks() {
        return Sequences.at(world, desk).stream()
                .map(sequence -> DynamicTest.dynamicTest(sequence.sentence(), sequence.play()::run));
    }

    @Test
    void an_acceptance_held_back_past_its_deadline_fails() {
        HandOff offered = world.offer(brand, distributor, World.goods(world.freshUnit()), Duration.ofMinutes(1));
        String id = offered.offer().id().value();
        Instant at = desk.now();
        Transaction held = desk.endorse(
                distributor,
                "custody:Accept",
                desk.freshOperation(),
                id,
                World.json(distributor
                        .sign(offered.acceptBytes(desk.channel(), at), at)
                        .toJson()));

        desk.pass(Epoch.LEAST.plusSeconds(1));
        desk.submit(brand, "time:Advance");

        assertThat(desk.order(held)).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(HandOffReading.fromJson(World.read(desk.evaluate("custody:Read", id)))
                        .handOff()
                        .state())
                .isEqualTo(HandOffState.OFFERED);
        assertRefused(ErrorCode.LAPSED, () -> world.accept(distributor, offered));
    }

    @Test
    void one_operation_under_two_transaction_ids_has_one_effect_at_once_and_a_day_later() throws Exception {
        UnitDigest unit = world.freshUnit();
        String offer = world.offerJson(brand, distributor, World.goods(unit), Duration.ofDays(5));
        String operation = World.read(offer).text("id");
        Transaction first = desk.endorse(brand, "custody:Offer", operation, offer);
        Transaction second = desk.endorse(brand, "custody:Offer", operation, offer);

        CompletableFuture<TxValidationCode> other = CompletableFuture.supplyAsync(() -> desk.order(second));
        TxValidationCode code = desk.order(first);
        assertThat(List.of(code, other.join()))
                .containsExactlyInAnyOrder(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
        Transaction valid = code == TxValidationCode.VALID ? first : second;
        String history = history(unit);

        desk.pass(Duration.ofDays(1));
        Transaction later = desk.endorse(brand, "custody:Offer", operation, offer);
        assertThat(later.getResult()).asString(StandardCharsets.UTF_8).isEqualTo(result(valid));
        assertThat(desk.order(later)).isEqualTo(TxValidationCode.VALID);
        assertThat(history(unit)).isEqualTo(history);
        assertThat(changes(history)).isEqualTo(1);
    }

    private String history(UnitDigest unit) {
        return desk.evaluate("unit:History", World.GTIN.digits(), World.LOT.value(), unit.hex());
    }

    private static String result(Transaction transaction) {
        return new String(transaction.getResult(), StandardCharsets.UTF_8);
    }

    private static int changes(String history) throws JsonProcessingException {
        return new ObjectMapper().readTree(history).size();
    }
}
