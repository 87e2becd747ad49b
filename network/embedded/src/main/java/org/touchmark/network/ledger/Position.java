package org.touchmark.network.ledger;

import org.touchmark.network.validation.Version;

/**
 * A transaction's place in the chain as one number, in the chain's order: the key of its row, and the version of what
 * it wrote.
 */
final class Position {
    private static final int TRANSACTION_BITS = 20;

    /** More transactions than this do not fit into a block: ten times what a block of 100 MB could hold. */
    static final int MAX_TRANSACTIONS = 1 << TRANSACTION_BITS;

    private Position() {}

    static long of(long block, int transaction) {
        return block << TRANSACTION_BITS | transaction;
    }

    static long block(long position) {
        return position >> TRANSACTION_BITS;
    }

    static int transaction(long position) {
        return (int) (position & (MAX_TRANSACTIONS - 1));
    }

    static Version version(long position) {
        return new Version(block(position), transaction(position));
    }
}
