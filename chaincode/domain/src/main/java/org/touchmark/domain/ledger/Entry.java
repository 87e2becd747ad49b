package org.touchmark.domain.ledger;

import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;

/** One listed key with its value. */
public record Entry(LedgerKey key, Bytes value) {

    /** The value as the JSON object that it is. */
    public JsonObject json() {
        return CanonicalJson.parse(value.toArray());
    }
}
