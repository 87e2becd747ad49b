package org.touchmark.gateway.ledger;

import java.time.Duration;

/**
 * How long to wait for a peer. The Gateway SDK has no deadlines of its own.
 *
 * @param probe a question about a peer's health
 * @param evaluate one peer's answer to a read
 * @param read a read in all, over all peers that are asked: whoever waits for it holds a thread
 * @param endorse endorsements of a transaction, which may carry a megabyte of pages
 * @param submit handing a transaction to the orderer
 * @param commitStatus one peer's answer to what became of a transaction
 * @param recheck how long to ask for a transaction whose submit failed, before the same one is sent again
 * @param settle how long a caller waits to learn what became of a transaction; after that it is followed up without it
 */
public record Deadlines(
        Duration probe,
        Duration evaluate,
        Duration read,
        Duration endorse,
        Duration submit,
        Duration commitStatus,
        Duration recheck,
        Duration settle) {
    /** For a ledger nearby. */
    public static final Deadlines STANDARD = new Deadlines(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(12),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20));
}
