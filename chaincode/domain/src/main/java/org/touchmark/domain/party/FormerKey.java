package org.touchmark.domain.party;

import java.time.Instant;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;

/**
 * A key that a party signed with until it changed it; what it signed before goes on counting.
 *
 * @param key SHA-256 of the key's SubjectPublicKeyInfo
 * @param until from when on the party has the next key
 */
public record FormerKey(Bytes key, Instant until) {

    static FormerKey fromJson(JsonObject json) {
        json.requireOnly("key", "until");
        return new FormerKey(json.hex("key", Sha256.LENGTH), Instant.ofEpochMilli(json.number("until")));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .putHex("key", key)
                .put("until", until.toEpochMilli())
                .build();
    }
}
