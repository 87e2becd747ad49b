package org.touchmark.network.ledger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;

/** One peer's copy of the channel. Safe for many threads; reads go on while a block is committed. */
public interface Ledger extends BlockReader, AutoCloseable {
    /** Height with the hashes of the newest block's header and of the one before. */
    BlockchainInfo info();

    StateSnapshot snapshot();

    /**
     * Validates the block, sets its flags and commit hash, and makes block, state and history durable in one database
     * transaction before it returns and before any listener hears of it.
     *
     * @throws LedgerException if the block does not follow on the last, its hashes or orderer signature are wrong, or
     *     the database can not write (a full disk): then nothing of it was stored
     */
    void commit(Block block);

    Optional<Block> blockByHash(byte[] headerHash);

    Optional<Block> blockByTransactionId(String transactionId);

    Optional<ProcessedTransaction> transaction(String transactionId);

    /** How the transaction ended, or empty if no block holds it. */
    Optional<TransactionStatus> status(String transactionId);

    /** Completes when a block with the transaction is committed; at once if one is. Cancel it to stop waiting. */
    CompletableFuture<TransactionStatus> awaitStatus(String transactionId);

    /** What became of its files while it was open, so that it stores and answers nothing any more; empty while all is well. */
    Optional<String> problem();

    @Override
    void close();
}
