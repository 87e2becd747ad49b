package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;

/**
 * The organisations' votes on suspending a party, or on reinstating a suspended one.
 *
 * @param votes the organisations, in the order of their votes; none once it is decided
 * @param suspended whether the party is suspended now
 * @param changedAt the timestamp of the last vote
 */
public record Motion(Gln gln, List<MspId> votes, boolean suspended, Instant changedAt) {
    public Motion {
        votes = List.copyOf(votes);
    }

    Motion with(MspId voter, Instant at) {
        return new Motion(gln, Stream.concat(votes.stream(), Stream.of(voter)).toList(), suspended, at);
    }

    Motion decided() {
        return new Motion(gln, List.of(), !suspended, changedAt);
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
