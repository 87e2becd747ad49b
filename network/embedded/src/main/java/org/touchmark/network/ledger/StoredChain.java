package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.validation.ChainRules;
import org.touchmark.network.validation.InvalidBlockException;

/** What a node's database takes as its next block, and what the chain that it holds must still be. */
final class StoredChain {
    /** How far back the newest blocks are read again when a ledger is opened. */
    private static final int CHECKED_BLOCKS = 64;

    private static final long CHECKED_BYTES = 16L << 20;

    private StoredChain() {}

    /**
     * Refuses a block that does not follow on the newest one.
     *
     * @throws LedgerException naming the block and the rule
     */
    static void requireNext(Path file, ChannelConfig config, BlockHeader newest, Block block) {
        try {
            ChainRules.requireNext(config, newest, block);
        } catch (InvalidBlockException e) {
            throw refused(file, e.number(), String.valueOf(e.getMessage()));
        }
        requireRoom(file, block);
    }

    /** Refuses a block 0 that is not the configuration of a channel. */
    static void requireGenesis(Path file, Block block) {
        try {
            ChainRules.requireGenesis(block);
        } catch (InvalidBlockException e) {
            throw refused(file, e.number(), String.valueOf(e.getMessage()));
        }
        requireRoom(file, block);
    }

    private static void requireRoom(Path file, Block block) {
        int transactions = block.getData().getDataCount();
        if (transactions > Position.MAX_TRANSACTIONS) {
            throw refused(
                    file,
                    block.getHeader().getNumber(),
                    "it has " + transactions + " transactions, the limit is " + Position.MAX_TRANSACTIONS);
        }
    }

    private static LedgerException refused(Path file, long number, String reason) {
        return new LedgerException("Ledger " + file + " refuses block " + number + ": " + reason
                + "; nothing of it was stored. Check which orderer this node follows");
    }

    /** How a block is read while a database is checked. */
    interface Blockwise {
        Optional<Block> block(long number);
    }

    /**
     * Reads the newest blocks again and compares their hashes: what a cut or overwritten file breaks first.
     *
     * @throws LedgerException naming the file and the way out
     */
    static void requireIntact(Path file, long height, Blockwise blocks) {
        long bytes = 0;
        ByteString expected = null;
        for (long number = height - 1; number >= Math.max(0, height - CHECKED_BLOCKS); number--) {
            long checked = number;
            Block block = blocks.block(number)
                    .orElseThrow(() -> SqliteFile.damaged(file, "block " + checked + " is missing"));
            if (expected != null && !Blocks.headerHash(block.getHeader()).equals(expected)) {
                throw SqliteFile.damaged(file, "block " + (number + 1) + " does not follow on block " + number);
            }
            if (!ChainRules.holdsItsData(block)) {
                throw SqliteFile.damaged(file, "the data of block " + number + " is not what its hash says");
            }
            expected = block.getHeader().getPreviousHash();
            bytes += block.getSerializedSize();
            if (bytes > CHECKED_BYTES) {
                return;
            }
        }
    }

    /** Refuses a database that was made for another channel. */
    static void requireSameGenesis(Path file, Block genesis, Block stored) {
        if (!genesis.getHeader().equals(stored.getHeader())) {
            throw new LedgerException("Ledger " + file + " belongs to another channel: its block 0 has hash "
                    + hex(stored) + ", this network's has " + hex(genesis) + ". Stop the node and remove the folder "
                    + file.getParent());
        }
    }

    private static String hex(Block block) {
        return HexFormat.of().formatHex(Blocks.headerHash(block.getHeader()).toByteArray());
    }
}
