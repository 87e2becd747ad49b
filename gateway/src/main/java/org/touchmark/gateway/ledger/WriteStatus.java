package org.touchmark.gateway.ledger;

/**
 * Whether transactions get through to the ledger.
 *
 * @param stopped whether none got through for as long as callers wait, though some were sent
 * @param unsettled how many transactions are followed up, since it is not known what became of them
 * @param detail what the orderers, or the peers for them, said last; empty if transactions get through
 */
public record WriteStatus(boolean stopped, int unsettled, String detail) {
    /** Nothing is wrong as far as is known. */
    public static final WriteStatus FLOWING = new WriteStatus(false, 0, "");
}
