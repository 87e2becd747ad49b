package org.touchmark.domain.ledger;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;

/** One write in a key's history, of JSON: the transaction that made it and that transaction's timestamp. */
public record Change(String transactionId, Instant at, JsonObject value) {}
