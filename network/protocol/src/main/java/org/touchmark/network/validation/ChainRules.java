package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.msp.ChannelConfig;

/** What a block must be to follow on a chain (common/deliverclient/block_verification.go). */
public final class ChainRules {
    private static final String BLOCK_VALIDATION = "/Channel/Orderer/BlockValidation";

    private ChainRules() {}

    /**
     * Refuses a block that is not the next one, or not what the orderers of the channel signed.
     *
     * @param newest the header of the block before
     * @throws InvalidBlockException saying which rule it breaks
     */
    public static void requireNext(ChannelConfig config, BlockHeader newest, Block block) throws InvalidBlockException {
        long number = block.getHeader().getNumber();
        long next = newest.getNumber() + 1;
        if (number != next) {
            throw new InvalidBlockException(number, "the next number is " + next);
        }
        if (!block.getHeader().getPreviousHash().equals(Blocks.headerHash(newest))) {
            throw new InvalidBlockException(number, "its previous hash is not that of block " + (next - 1));
        }
        requireOwnData(block);
        if (!isSigned(config, block)) {
            throw new InvalidBlockException(number, "its orderer signatures do not satisfy " + BLOCK_VALIDATION);
        }
    }

    /**
     * Refuses a block 0 that is not the configuration of a channel. Nobody has signed a block 0: it counts by where it
     * comes from.
     */
    public static void requireGenesis(Block block) throws InvalidBlockException {
        if (block.getHeader().getNumber() != 0 || !Blocks.isConfig(block)) {
            throw new InvalidBlockException(
                    block.getHeader().getNumber(), "a chain starts with a configuration block 0");
        }
        requireOwnData(block);
    }

    private static void requireOwnData(Block block) throws InvalidBlockException {
        long number = block.getHeader().getNumber();
        try {
            Blocks.requireWellFormed(block.getData());
        } catch (IllegalArgumentException e) {
            throw new InvalidBlockException(number, String.valueOf(e.getMessage()));
        }
        if (!holdsItsData(block)) {
            throw new InvalidBlockException(number, "its data hash is not that of its data");
        }
    }

    /** Whether the header's data hash is that of the block's data. */
    public static boolean holdsItsData(Block block) {
        ByteString hash = Blocks.dataHash(block.getData());
        return block.getHeader().getDataHash().equals(hash);
    }

    private static boolean isSigned(ChannelConfig config, Block block) {
        try {
            return config.satisfies(BLOCK_VALIDATION, Blocks.ordererSignatures(block, config.consenters()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
