package org.touchmark.network.ledger;

import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;

/** An orderer's chain: blocks and nothing else, durable. Safe for many threads; one appends. */
public interface BlockLog extends BlockReader, AutoCloseable {
    /** The newest block. */
    Block newest();

    /**
     * Makes the blocks durable in one database transaction before it returns and before any listener hears of them.
     *
     * @throws LedgerException if the database can not write (a full disk): then none of them was stored
     * @throws IllegalArgumentException if they do not follow on the newest block
     */
    void append(List<Block> blocks);

    /** What became of its files while it was open, so that it stores and answers nothing any more; empty while all is well. */
    Optional<String> problem();

    @Override
    void close();
}
