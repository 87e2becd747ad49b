package org.touchmark.network.validation;

/** Where a value was written: the height at which MVCC compares it. */
public record Version(long block, int transaction) {}
