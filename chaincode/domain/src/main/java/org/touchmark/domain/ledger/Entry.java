package org.touchmark.domain.ledger;

import org.touchmark.domain.codec.JsonObject;

/** One listed key with its value, which is JSON: nothing else is ever listed. */
public record Entry(LedgerKey key, JsonObject value) {}
