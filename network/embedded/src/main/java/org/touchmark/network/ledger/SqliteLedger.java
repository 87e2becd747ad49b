package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.validation.BlockValidator;
import org.touchmark.network.validation.ChaincodeDefinitions;
import org.touchmark.network.validation.Checked;
import org.touchmark.network.validation.ReadWriteSet;
import org.touchmark.network.validation.StateValidator;
import org.touchmark.network.validation.UpdateBatch;

/** A peer's ledger in one SQLite database. One thread commits at a time; reads have connections of their own. */
final class SqliteLedger implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);

    private final SqliteFile file;
    private final ChannelConfig config;
    private final Object committing = new Object();
    private final Waiters<String, TransactionStatus> statusWaiters = new Waiters<>();
    private final Waiters<Long, Block> blockWaiters = new Waiters<>();

    /** Policies of definitions as of the newest block; forgotten when a block writes to {@code _lifecycle}. */
    private final Map<String, Optional<ByteString>> policies = new ConcurrentHashMap<>();

    private final ExecutorService notifier;

    private volatile Newest newest;

    /** The newest block with what the next one needs of it. */
    private record Newest(Block block, ByteString hash, ByteString commitHash) {
        long height() {
            return block.getHeader().getNumber() + 1;
        }
    }

    SqliteLedger(SqliteFile file, Block genesis, ChannelConfig config) {
        this.file = file;
        this.config = config;
        BlockRows.Tip tip = file.read("reading its height", BlockRows::tip);
        Block first = require(0, tip.height());
        StoredChain.requireSameGenesis(file.file(), genesis, first);
        StoredChain.requireIntact(file.file(), tip.height(), this::stored);
        this.newest = newest(require(tip.height() - 1, tip.height()), tip.commitHash());
        this.notifier = Notifiers.start("ledger-notifier");
    }

    private Block require(long number, long height) {
        return stored(number)
                .orElseThrow(() ->
                        SqliteFile.damaged(file.file(), "block " + number + " is missing, the height is " + height));
    }

    private static Newest newest(Block block, ByteString commitHash) {
        return new Newest(block, Blocks.headerHash(block.getHeader()), commitHash);
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public long height() {
        return newest.height();
    }

    @Override
    public BlockchainInfo info() {
        Newest now = newest;
        return BlockchainInfo.newBuilder()
                .setHeight(now.height())
                .setCurrentBlockHash(now.hash())
                .setPreviousBlockHash(now.block().getHeader().getPreviousHash())
                .build();
    }

    @Override
    public StateSnapshot snapshot() {
        return new SqliteSnapshot(file);
    }

    @Override
    public void commit(Block block) {
        synchronized (committing) {
            Newest last = newest;
            StoredChain.requireNext(file.file(), config, last.block().getHeader(), block);
            Checked[] results = checkEach(block);
            UpdateBatch updates = file.readOnWriter(
                    "validating block " + last.height(),
                    connection -> new StateValidator<>(new SqliteState(connection), last.height()).check(results));
            ByteString flags = flags(results);
            ByteString commitHash = updates.commitHash(flags, last.commitHash());
            Block committed = withMetadata(block, flags, commitHash);
            file.write("storing block " + last.height(), connection -> {
                BlockRows.insert(connection, committed, commitHash);
                StateRows.apply(connection, last.height(), updates);
                insertHistory(connection, last.height(), results);
            });
            if (updates.writesTo(ChaincodeDefinitions.NAMESPACE)) {
                policies.clear();
            }
            newest = newest(committed, commitHash);
            logInvalid(committed, results);
            notifier.execute(() -> tell(committed, flags));
        }
    }

    private Checked[] checkEach(Block block) {
        Set<String> ids = new LinkedHashSet<>();
        block.getData().getDataList().forEach(envelope -> ids.add(Envelopes.claimedTransactionId(envelope)));
        Set<String> known = file.readOnWriter("looking for duplicates", connection -> BlockRows.known(connection, ids));
        return new BlockValidator(config, this::policy).check(block, known);
    }

    private Optional<ByteString> policy(String chaincode) {
        return policies.computeIfAbsent(
                chaincode,
                name -> file.read("reading the definition of " + name, connection -> readPolicy(connection, name)));
    }

    private static Optional<ByteString> readPolicy(SqliteConnection connection, String chaincode) throws SQLException {
        ByteString metadata = value(connection, ChaincodeDefinitions.metadataKey(chaincode));
        ByteString info = value(connection, ChaincodeDefinitions.fieldKey(chaincode, "ValidationInfo"));
        try {
            return ChaincodeDefinitions.validationPolicy(chaincode, metadata, info);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("definition of chaincode " + chaincode + ": " + e.getMessage(), e);
        }
    }

    private static ByteString value(SqliteConnection connection, String key) throws SQLException {
        VersionedValue value =
                StateRows.value(connection, ChaincodeDefinitions.NAMESPACE, ByteString.copyFromUtf8(key));
        return value == null ? ByteString.EMPTY : value.value();
    }

    private static ByteString flags(Checked[] results) {
        byte[] flags = new byte[results.length];
        for (int i = 0; i < results.length; i++) {
            flags[i] = (byte) results[i].code().getNumber();
        }
        return UnsafeByteOperations.unsafeWrap(flags);
    }

    /** The commit hash is chained from block 1: block 0 has none. */
    private static Block withMetadata(Block block, ByteString flags, ByteString commitHash) {
        Block flagged = Blocks.withSlot(block, Blocks.FLAGS, flags);
        ByteString slot = Metadata.newBuilder().setValue(commitHash).build().toByteString();
        return Blocks.withSlot(flagged, Blocks.COMMIT_HASH, slot);
    }

    private static void insertHistory(SqliteConnection connection, long block, Checked[] results) throws SQLException {
        for (int i = 0; i < results.length; i++) {
            if (results[i].content().isEmpty()) {
                continue;
            }
            for (ReadWriteSet.Namespace part :
                    results[i].content().get().readWriteSet().namespaces()) {
                for (KVWrite write : part.set().getWritesList()) {
                    StateRows.insertHistory(connection, part.name(), write.getKey(), Position.of(block, i));
                }
            }
        }
    }

    private void logInvalid(Block block, Checked[] results) {
        for (int i = 0; i < results.length; i++) {
            if (results[i].code() != TxValidationCode.VALID) {
                LOG.info(
                        "{}: block {}, transaction {} ({}) is invalid: {}: {}",
                        file.file(),
                        block.getHeader().getNumber(),
                        i,
                        Envelopes.claimedTransactionId(block.getData().getData(i)),
                        results[i].code(),
                        results[i].reason());
            }
        }
    }

    /** Completes what waits for the block, and for each of its ids with the first status of that id. */
    private void tell(Block block, ByteString flags) {
        long number = block.getHeader().getNumber();
        List<ByteString> envelopes = block.getData().getDataList();
        for (int i = 0; i < envelopes.size(); i++) {
            String id = Envelopes.claimedTransactionId(envelopes.get(i));
            if (statusWaiters.isAwaited(id)) {
                TxValidationCode code = TxValidationCode.forNumber(flags.byteAt(i) & 0xFF);
                statusWaiters.complete(id, new TransactionStatus(id, code, number));
            }
        }
        blockWaiters.complete(number, block);
    }

    @Override
    public Optional<Block> block(long number) {
        Newest now = newest;
        if (number == now.height() - 1) {
            return Optional.of(now.block());
        }
        return number >= 0 && number < now.height() ? stored(number) : Optional.empty();
    }

    private Optional<Block> stored(long number) {
        return file.read("reading block " + number, connection -> BlockRows.block(connection, number));
    }

    @Override
    public Optional<Block> blockByHash(byte[] headerHash) {
        return file.read("reading a block by its hash", connection -> BlockRows.numberByHash(connection, headerHash))
                .flatMap(this::block);
    }

    @Override
    public Optional<Block> blockByTransactionId(String transactionId) {
        return status(transactionId).flatMap(status -> block(status.block()));
    }

    @Override
    public Optional<ProcessedTransaction> transaction(String transactionId) {
        return file.read("reading a transaction", connection -> BlockRows.transaction(connection, transactionId));
    }

    @Override
    public Optional<TransactionStatus> status(String transactionId) {
        return file.read("reading a status", connection -> BlockRows.status(connection, transactionId));
    }

    @Override
    public CompletableFuture<TransactionStatus> awaitStatus(String transactionId) {
        CompletableFuture<TransactionStatus> future = statusWaiters.register(transactionId);
        status(transactionId).ifPresent(future::complete);
        return future;
    }

    @Override
    public CompletableFuture<Block> awaitBlock(long number) {
        CompletableFuture<Block> future = blockWaiters.register(number);
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
    public void close() {
        synchronized (committing) {
            notifier.shutdown();
            file.close();
        }
        LedgerException reason = new LedgerException("Ledger " + file.file() + " is closed: its node was stopped");
        statusWaiters.failAll(reason);
        blockWaiters.failAll(reason);
    }
}
