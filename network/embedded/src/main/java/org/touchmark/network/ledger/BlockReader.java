package org.touchmark.network.ledger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.msp.ChannelConfig;

/** A chain of durable blocks, as a stream of them needs it. Safe for many threads. */
public interface BlockReader {
    /** The channel's configuration as of the last block. */
    ChannelConfig config();

    /** The number of blocks; the newest has number {@code height - 1}. */
    long height();

    /** The block with its metadata, or empty if the number is not below {@link #height()}. */
    Optional<Block> block(long number);

    /** Completes when the height is above {@code number}; at once if it is. Cancel it to stop waiting. */
    CompletableFuture<Block> awaitBlock(long number);
}
