package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;

/** What a block must be to follow on a chain, and what a stored chain must still be. */
final class ChainRules {
    private static final String BLOCK_VALIDATION = "/Channel/Orderer/BlockValidation";

    /** How far back the newest blocks are read again when a ledger is opened. */
    private static final int CHECKED_BLOCKS = 64;

    private static final long CHECKED_BYTES = 16L << 20;

    private ChainRules() {}

    /**
     * Refuses a block that is not the next one, or not what an orderer of the channel signed
     * (common/deliverclient/block_verification.go).
     *
     * @throws LedgerException naming the block and the rule
     */
    static void requireNext(Path file, ChannelConfig config, long height, ByteString newestHash, Block block) {
        long number = block.getHeader().getNumber();
        if (number != height) {
            throw refused(file, number, "the next number is " + height);
        }
        if (!block.getHeader().getPreviousHash().equals(newestHash)) {
            throw refused(file, number, "its previous hash is not that of block " + (height - 1));
        }
        requireOwnData(file, block);
        if (!isSigned(config, block)) {
            throw refused(file, number, "its orderer signatures do not satisfy " + BLOCK_VALIDATION);
        }
    }

    /** Refuses a block 0 that is not the configuration of a channel. */
    static void requireGenesis(Path file, Block block) {
        if (block.getHeader().getNumber() != 0 || !Blocks.isConfig(block)) {
            throw refused(file, block.getHeader().getNumber(), "a chain starts with a configuration block 0");
        }
        requireOwnData(file, block);
    }

    private static void requireOwnData(Path file, Block block) {
        long number = block.getHeader().getNumber();
        if (block.getData().getDataCount() > Position.MAX_TRANSACTIONS) {
            throw refused(
                    file,
                    number,
                    "it has " + block.getData().getDataCount() + " transactions, the limit is "
                            + Position.MAX_TRANSACTIONS);
        }
        try {
            Blocks.requireWellFormed(block.getData());
        } catch (IllegalArgumentException e) {
            throw refused(file, number, String.valueOf(e.getMessage()));
        }
        if (!block.getHeader().getDataHash().equals(Blocks.dataHash(block.getData()))) {
            throw refused(file, number, "its data hash is not that of its data");
        }
    }

    private static boolean isSigned(ChannelConfig config, Block block) {
        try {
            return config.satisfies(BLOCK_VALIDATION, Blocks.ordererSignatures(block));
        } catch (IllegalArgumentException e) {
            return false;
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
            if (!block.getHeader().getDataHash().equals(Blocks.dataHash(block.getData()))) {
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
