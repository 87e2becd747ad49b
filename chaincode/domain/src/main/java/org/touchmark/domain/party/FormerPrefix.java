package org.touchmark.domain.party;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.CompanyPrefix;

/**
 * A prefix that a party held until it gave it up; what it registered under it before goes on counting.
 *
 * @param until from when on it was no longer the party's
 */
public record FormerPrefix(CompanyPrefix prefix, Instant until) {

    static FormerPrefix fromJson(JsonObject json) {
        json.requireOnly("prefix", "until");
        return new FormerPrefix(new CompanyPrefix(json.text("prefix")), Instant.ofEpochMilli(json.number("until")));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("prefix", prefix.digits())
                .put("until", until.toEpochMilli())
                .build();
    }
}
