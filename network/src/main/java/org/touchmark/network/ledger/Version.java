package org.touchmark.network.ledger;

/** Where a value was written: the height at which MVCC compares it. */
public record Version(long block, int transaction) {}
