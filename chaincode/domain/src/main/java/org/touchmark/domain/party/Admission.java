package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;

/**
 * A party on the ledger.
 *
 * @param admittedAt since when it is admitted as it is
 * @param votes the organisations whose votes admitted it
 * @param suspension why it may write nothing; empty while it may
 */
public record Admission(Party party, Instant admittedAt, List<MspId> votes, Optional<Suspension> suspension) {
    public Admission {
        votes = List.copyOf(votes);
    }

    Admission with(Optional<Suspension> other) {
        return new Admission(party, admittedAt, votes, other);
    }

    public static Admission fromJson(JsonObject json) {
        json.requireOnly("party", "admittedAt", "votes", "suspended");
        return new Admission(
                Party.fromJson(json.object("party")),
                Instant.ofEpochMilli(json.number("admittedAt")),
                Proposal.votes(json),
                Optional.ofNullable(json.optionalObject("suspended")).map(Suspension::fromJson));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("party", party.toJson())
                .put("admittedAt", admittedAt.toEpochMilli())
                .putTexts("votes", Proposal.names(votes))
                .putIfPresent("suspended", suspension.map(Suspension::toJson).orElse(null))
                .build();
    }
}
