package org.touchmark.network.ledger;

/** One row of a range read. */
public record KeyValue(String key, VersionedValue value) {}
