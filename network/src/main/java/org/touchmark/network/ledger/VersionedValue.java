package org.touchmark.network.ledger;

/** A value of the state with the place where it was written. */
public record VersionedValue(byte[] value, Version version) {}
