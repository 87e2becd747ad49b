package org.touchmark.network.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;

/** An orderer's chain in one SQLite database, a row a block. */
final class SqliteBlockLog implements BlockLog {
    private final SqliteFile file;
    private final ChannelConfig config;
    private final Waiters<Long, Block> waiters = new Waiters<>();
    private final ExecutorService notifier;

    private volatile Block newest;

    SqliteBlockLog(SqliteFile file, Block genesis, ChannelConfig config) {
        this.file = file;
        this.config = config;
        long height = file.read("reading its height", SqliteBlockLog::height);
        Block first = require(0, height);
        StoredChain.requireSameGenesis(file.file(), genesis, first);
        StoredChain.requireIntact(file.file(), height, this::stored);
        this.newest = require(height - 1, height);
        this.notifier = Notifiers.start("orderer-notifier");
    }

    static void createTables(SqliteConnection connection) throws SQLException {
        connection.execute("CREATE TABLE block (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
    }

    static void insert(SqliteConnection connection, Block block) throws SQLException {
        PreparedStatement insert = connection.prepared("INSERT INTO block VALUES (?, ?)");
        insert.setLong(1, block.getHeader().getNumber());
        insert.setBytes(2, block.toByteArray());
        insert.executeUpdate();
    }

    private static long height(SqliteConnection connection) throws SQLException {
        try (ResultSet row = connection
                .prepared("SELECT coalesce(max(number) + 1, 0) FROM block")
                .executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Block require(long number, long height) {
        return stored(number)
                .orElseThrow(() ->
                        SqliteFile.damaged(file.file(), "block " + number + " is missing, the height is " + height));
    }

    private Optional<Block> stored(long number) {
        return file.read("reading block " + number, connection -> {
            PreparedStatement query = connection.prepared("SELECT bytes FROM block WHERE number = ?");
            query.setLong(1, number);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(Block.parseFrom(BlockRows.bytes(row, 1))) : Optional.empty();
            } catch (InvalidProtocolBufferException e) {
                throw new SQLException("block " + number + " can not be parsed: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public long height() {
        return newest.getHeader().getNumber() + 1;
    }

    @Override
    public Block newest() {
        return newest;
    }

    @Override
    public synchronized void append(List<Block> blocks) {
        Block last = newest;
        for (Block block : blocks) {
            if (block.getHeader().getNumber() != last.getHeader().getNumber() + 1
                    || !block.getHeader().getPreviousHash().equals(Blocks.headerHash(last.getHeader()))) {
                throw new IllegalArgumentException("block " + block.getHeader().getNumber()
                        + " does not follow on block " + last.getHeader().getNumber());
            }
            last = block;
        }
        file.write("storing blocks up to " + last.getHeader().getNumber(), connection -> {
            for (Block block : blocks) {
                insert(connection, block);
            }
        });
        newest = last;
        List<Block> told = List.copyOf(blocks);
        notifier.execute(() -> told.forEach(b -> waiters.complete(b.getHeader().getNumber(), b)));
    }

    @Override
    public Optional<Block> block(long number) {
        Block now = newest;
        long newestNumber = now.getHeader().getNumber();
        if (number == newestNumber) {
            return Optional.of(now);
        }
        return number >= 0 && number < newestNumber ? stored(number) : Optional.empty();
    }

    @Override
    public CompletableFuture<Block> awaitBlock(long number) {
        CompletableFuture<Block> future = waiters.register(number);
        block(number).ifPresent(future::complete);
        return future;
    }

    @Override
    public Optional<String> problem() {
        return file.problem();
    }

    /** Limits the size of the database, as a full disk would. */
    void limitPages(long pages) {
        file.limitPages(pages);
    }

    long pages() {
        return file.pages();
    }

    @Override
    public synchronized void close() {
        notifier.shutdown();
        file.close();
        waiters.failAll(new LedgerException("Ledger " + file.file() + " is closed: its node was stopped"));
    }
}
