package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/** That a party may write nothing: since when, and by whose votes. */
public record Suspension(Instant since, List<MspId> votes) {
    public Suspension {
        votes = List.copyOf(votes);
    }

    static Suspension fromJson(JsonObject json) {
        json.requireOnly("since", "votes");
        return new Suspension(Instant.ofEpochMilli(json.number("since")), Proposal.votes(json));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("since", since.toEpochMilli())
                .putTexts("votes", Proposal.names(votes))
                .build();
    }
}
