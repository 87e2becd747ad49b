package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;

/**
 * How a vote on suspending a party, or on reinstating it, left it.
 *
 * @param votes the organisations that have voted for it, in the order of their votes; none once it is decided
 * @param suspended whether the party is suspended now
 * @param changedAt the timestamp of the last vote
 */
public record Motion(Gln gln, List<MspId> votes, boolean suspended, Instant changedAt) {
    public Motion {
        votes = List.copyOf(votes);
    }

    public static Motion fromJson(JsonObject json) {
        json.requireOnly("gln", "votes", "suspended", "changedAt");
        return new Motion(
                new Gln(json.text("gln")),
                Proposal.votes(json),
                json.bool("suspended"),
                Instant.ofEpochMilli(json.number("changedAt")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("gln", gln.digits())
                .putTexts("votes", Proposal.names(votes))
                .put("suspended", suspended)
                .put("changedAt", changedAt.toEpochMilli())
                .build();
    }
}
