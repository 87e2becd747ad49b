package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.AtomicBroadcastGrpc;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.admin.PeerAdministration;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.junit.RunReport;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.testing.FaultyTransaction;
import org.touchmark.network.testing.MutatedTransactions;
import org.touchmark.network.testing.RefusedTransaction;
import org.touchmark.network.testing.TestTransactions;
import org.touchmark.network.testing.nodes.Recorder;
import org.touchmark.network.testing.processes.TestChaincodeServer;

/**
 * Fabric's own peer follows the embedded orderer, over every kind of transaction that the suite knows and many that chance
 * makes: it must come to the same flags and the same commit hash at each block as the embedded peers, and live.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPeerIT extends OnTestedLedger {
    private static final long SEED = Long.getLong("touchmark.mutated.seed", 20_261_201);
    private static final int MUTATED = Integer.getInteger("touchmark.mutated", 600);
    private static final int AT_ONCE = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration READING = Duration.ofMinutes(30);

    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.embedded(TestChaincodeServer.program());

    private static final TestedLedger LEDGER =
            new EmbeddedLedger(() -> NETWORK.network().connectionProfile());

    @TempDir
    static Path folder;

    private static RealPeer peer;
    private static ManagedChannel channel;

    @BeforeAll
    static void join() throws Exception {
        RequiredProgram.require("peer");
        String mspId = LEDGER.mspIds().get(1);
        CaClient ca = LEDGER.ca(mspId);
        Secret secret = ca.register(LEDGER.registrar(mspId), new CaClient.Registration("peer.real", "peer", List.of()));
        X509Certificate root = Pem.certificate(java.nio.file.Files.readString(LEDGER.tlsRoot(mspId)));
        peer = new RealPeer(
                folder.resolve("peer"),
                ca.enrol("peer.real", secret),
                ca.enrolTls("peer.real", secret, List.of("localhost", "127.0.0.1")),
                root);
        peer.start(mspId);
        RunReport.note("ledger", "Fabric's peer behind the embedded orderer");
        channel = Grpc.newChannelBuilder(
                        peer.endpoint(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(peer.root().toFile())
                                .build())
                .maxInboundMessageSize(100 << 20)
                .build();
        new PeerAdministration(LEDGER.admin(mspId), "peer.real", channel)
                .join(new PeerAdministration(LEDGER.admin(mspId), "peer", LEDGER.channel(mspId))
                        .configBlock(LEDGER.channel()));
    }

    @AfterAll
    static void end() {
        if (peer != null) {
            channel.shutdownNow();
            peer.close();
        }
        LEDGER.close();
    }

    @Override
    TestedLedger ledger() {
        return LEDGER;
    }

    private BroadcastResponse broadcast(Envelope envelope) throws InterruptedException {
        Recorder<BroadcastResponse> answers = new Recorder<>();
        AtomicBroadcastGrpc.newStub(ledger().orderers().get(0))
                .broadcast(answers)
                .onNext(envelope);
        return answers.next(BroadcastResponse.class);
    }

    @Test
    @Order(1)
    void what_chaincodes_and_clients_do() throws Exception {
        String key = freshKey();
        contract.submitTransaction("put", key, "1");
        contract.submitTransaction("fill", key, "120");
        contract.submitTransaction("event", key, "payload");
        contract.submitTransaction("compose", key, "part");
        Transaction range = endorsed("range", key, key + "~");
        Transaction again = endorsed("range", key, key + "~");
        Transaction increment = endorsed("increment", key);
        contract.submitTransaction("increment", key);
        contract.submitTransaction("delete", key + "0001");
        assertThat(codeOf(range)).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        assertThat(codeOf(increment)).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        ledger().awaitEqualHeights();
        assertThat(codeOf(endorsed("range", key, key + "~"))).isEqualTo(TxValidationCode.VALID);
        assertThat(codeOf(again)).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
        Envelope written = transactions().write(freshKey(), "v");
        assertThat(broadcast(written).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(broadcast(written).getStatus()).isEqualTo(Status.SUCCESS);

        assertBothAgree();
    }

    private static TxValidationCode codeOf(Transaction transaction) throws Exception {
        return transaction.submitAsync().getStatus().getCode();
    }

    @Test
    @Order(2)
    void every_fault_that_is_ordered() throws Exception {
        for (FaultyTransaction fault : FaultyTransaction.all()) {
            assertThat(broadcast(fault.madeBy(transactions())).getStatus()).isEqualTo(Status.SUCCESS);
        }

        assertBothAgree();
    }

    @Test
    @Order(3)
    void what_would_stop_the_peer_or_part_it_from_us_does_not_reach_it() throws Exception {
        for (RefusedTransaction refused : RefusedTransaction.all()) {
            BroadcastResponse answer = broadcast(refused.madeBy(transactions()));
            assertThat(answer.getStatus()).as(refused.name()).isEqualTo(Status.BAD_REQUEST);
            assertThat(answer.getInfo()).as(refused.name()).contains(refused.reason());
        }

        assertBothAgree();
    }

    @Test
    @Order(4)
    void what_chance_makes_of_a_transaction() throws Exception {
        TestTransactions transactions = transactions();
        MutatedTransactions mutated = new MutatedTransactions(SEED, transactions);
        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Status>> answers = new ArrayList<>();
        for (int i = 0; i < MUTATED; i++) {
            // Between two damaged ones a sound one, so that blocks hold both.
            Envelope envelope = i % 2 == 0 ? mutated.next() : transactions.write("sound" + i % 20, "v" + i);
            answers.add(senders.submit(() -> broadcast(envelope).getStatus()));
        }
        Set<Status> statuses = EnumSet.noneOf(Status.class);
        for (Future<Status> answer : answers) {
            statuses.add(answer.get());
        }
        senders.shutdown();

        assertThat(statuses).contains(Status.SUCCESS, Status.BAD_REQUEST);
        assertBothAgree();
    }

    /** Block by block, from the first: the same flags, the same commit hash. */
    private void assertBothAgree() throws Exception {
        long height = ledger().height(own);
        try (var other = ledger().connect(channel, ledger().client(own));
                CloseableIterator<Block> embedded = blocks(network);
                CloseableIterator<Block> real = blocks(other.getNetwork(ledger().channel()))) {
            for (long number = 0; number < height; number++) {
                Block ours = embedded.next();
                Block theirs = next(real, number);
                assertThat(BlockReading.codes(theirs))
                        .as("flags of block %d", number)
                        .isEqualTo(BlockReading.codes(ours));
                assertThat(commitHash(theirs))
                        .as("commit hash of block %d", number)
                        .isEqualTo(commitHash(ours));
            }
        }
        assertThat(peer.isAlive()).isTrue();
    }

    /** Waits for the real peer's block, and fails with the peer's last words if it has ended. */
    private static Block next(CloseableIterator<Block> blocks, long number) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Block> block = reader.submit(blocks::next);
            while (!block.isDone()) {
                assertThat(peer.isAlive())
                        .as("at block %d:\n%s", number, lastLines())
                        .isTrue();
                assertThat(Instant.now())
                        .as("block %d:\n%s", number, lastLines())
                        .isBefore(end);
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
            return block.get();
        } finally {
            reader.shutdownNow();
        }
    }

    private static String lastLines() throws Exception {
        List<String> lines = peer.log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static CloseableIterator<Block> blocks(org.hyperledger.fabric.client.Network network) {
        return network.newBlockEventsRequest()
                .startBlock(0)
                .build()
                .getEvents(options -> options.withDeadlineAfter(READING.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static com.google.protobuf.ByteString commitHash(Block block) {
        return BlockReading.slot(block, BlockMetadataIndex.COMMIT_HASH_VALUE);
    }
}
