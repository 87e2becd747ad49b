package org.touchmark.network.orderer;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.Gate;
import org.touchmark.network.GateInterceptor;
import org.touchmark.network.deliver.BlockStream;
import org.touchmark.network.ledger.BlockLog;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.SigningIdentity;

/**
 * The embedded ledger's one orderer: orders envelopes into signed blocks, keeps them, delivers them. Where Fabric's Raft
 * orderer says SUCCESS when it has an envelope in memory, this one says it when the envelope is in a durable block, so
 * that a killed process loses nothing that it acknowledged.
 */
public final class OrdererNode implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 100 << 20;
    private static final String READERS = "/Channel/Readers";

    private final BlockLog log;
    private final BlockWriter writer;
    private final ExecutorService executor;
    private final List<Server> servers;

    /**
     * What an orderer is made of.
     *
     * @param folder its own, for its blocks
     * @param genesis block 0 of the channel
     * @param config what block 0 says
     * @param identity signs blocks; satisfies {@code /Channel/Orderer/BlockValidation}
     * @param cutting when a block that is not full is cut
     * @param gate what the node waits at while it is paused
     */
    public record Settings(
            Path folder, Block genesis, ChannelConfig config, SigningIdentity identity, CutPolicy cutting, Gate gate) {}

    private OrdererNode(Settings settings, List<? extends ServerBuilder<?>> builders) {
        this.log = Ledgers.openBlockLog(settings.folder(), settings.genesis(), settings.config());
        this.writer = new BlockWriter(log, settings.identity(), settings.cutting(), settings.gate());
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "orderer-calls");
            thread.setDaemon(true);
            return thread;
        });
        OrderingService service = new OrderingService(
                new BroadcastFilter(settings.config()),
                writer,
                new BlockStream.Settings(log, READERS, settings.gate(), executor));
        this.servers = builders.stream()
                .map(builder -> builder.executor(executor)
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .addService(ServerInterceptors.intercept(service, new GateInterceptor(settings.gate())))
                        .build())
                .toList();
    }

    /**
     * Opens or makes the orderer's chain and serves it.
     *
     * @param builders one for each way to the node; they name the addresses and the TLS credentials
     * @throws UncheckedIOException if an address can not be bound
     * @throws org.touchmark.network.ledger.LedgerException if the chain can not be used
     */
    public static OrdererNode start(Settings settings, List<? extends ServerBuilder<?>> builders) {
        OrdererNode node = new OrdererNode(settings, builders);
        try {
            for (Server server : node.servers) {
                server.start();
            }
            return node;
        } catch (IOException e) {
            node.close();
            throw new UncheckedIOException(e);
        }
    }

    /** The port of the first of its ways. */
    public int port() {
        return servers.get(0).getPort();
    }

    /** The number of blocks. */
    public long height() {
        return log.height();
    }

    /** What became of its chain's files while they were open; empty while all is well. */
    public Optional<String> problem() {
        return log.problem();
    }

    /** Ends calls and threads; the chain stays on disk. */
    @Override
    public void close() {
        writer.close();
        log.close();
        servers.forEach(Server::shutdownNow);
        try {
            for (Server server : servers) {
                server.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
