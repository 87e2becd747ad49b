package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/** A party on the ledger: since when, and by whose votes. */
public record Admission(Party party, Instant admittedAt, List<MspId> votes) {
    public Admission {
        votes = List.copyOf(votes);
    }

    public static Admission fromJson(JsonObject json) {
        return new Admission(
                Party.fromJson(json.object("party")),
                Instant.ofEpochMilli(json.number("admittedAt")),
                Proposal.votes(json));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("party", party.toJson())
                .put("admittedAt", admittedAt.toEpochMilli())
                .putTexts("votes", Proposal.names(votes))
                .build();
    }
}
