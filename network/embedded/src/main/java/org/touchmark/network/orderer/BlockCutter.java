package org.touchmark.network.orderer;

import java.util.ArrayList;
import java.util.List;
import org.touchmark.network.msp.ChannelConfig;

/**
 * Groups envelopes into batches by the channel's limits on count and size (orderer/common/blockcutter/blockcutter.go).
 * Used by one thread.
 */
final class BlockCutter {
    private final int maxMessageCount;
    private final int preferredMaxBytes;

    private List<Pending> batch = new ArrayList<>();
    private long batchBytes;

    BlockCutter(ChannelConfig config) {
        this.maxMessageCount = config.maxMessageCount();
        this.preferredMaxBytes = config.preferredMaxBytes();
    }

    /** Takes the next envelope and returns the batches that are complete with it: none, one or two. */
    List<List<Pending>> add(Pending message) {
        List<List<Pending>> complete = new ArrayList<>();
        if (message.bytes() > preferredMaxBytes) {
            cutInto(complete);
            complete.add(List.of(message));
            return complete;
        }
        if (batchBytes + message.bytes() > preferredMaxBytes) {
            cutInto(complete);
        }
        batch.add(message);
        batchBytes += message.bytes();
        if (batch.size() >= maxMessageCount) {
            cutInto(complete);
        }
        return complete;
    }

    boolean isEmpty() {
        return batch.isEmpty();
    }

    /** Ends the batch, however small. */
    List<Pending> cut() {
        List<Pending> complete = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        return complete;
    }

    private void cutInto(List<List<Pending>> batches) {
        if (!batch.isEmpty()) {
            batches.add(cut());
        }
    }
}
