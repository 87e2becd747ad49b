package org.touchmark.network.orderer;

/** When an orderer cuts a block that is neither full nor large. */
public enum CutPolicy {
    /**
     * As soon as nothing else is queued. A lone transaction waits for no time-out; under load, what arrives while a
     * block is made durable becomes the next block, so that blocks grow with the load by themselves. This is the
     * embedded ledger's default: BatchTimeout is then only an upper bound, which is never reached.
     */
    WHEN_IDLE,

    /** After the channel's BatchTimeout, as Fabric's Raft orderer does. */
    AFTER_TIMEOUT
}
