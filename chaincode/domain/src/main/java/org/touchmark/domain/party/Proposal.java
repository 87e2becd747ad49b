package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/**
 * A party that some organisations have voted for.
 *
 * @param votes the organisations, in the order of their votes
 * @param admitted whether it is admitted, as it is here
 * @param changedAt the timestamp of the last vote
 */
public record Proposal(Party party, List<MspId> votes, boolean admitted, Instant changedAt) {
    public Proposal {
        votes = List.copyOf(votes);
    }

    static Proposal of(Admission admission) {
        return new Proposal(admission.party(), admission.votes(), true, admission.admittedAt());
    }

    public static Proposal fromJson(JsonObject json) {
        return new Proposal(
                Party.fromJson(json.object("party")),
                votes(json),
                json.bool("admitted"),
                Instant.ofEpochMilli(json.number("changedAt")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("party", party.toJson())
                .putTexts("votes", names(votes))
                .put("admitted", admitted)
                .put("changedAt", changedAt.toEpochMilli())
                .build();
    }

    static List<MspId> votes(JsonObject json) {
        return json.texts("votes").stream().map(MspId::new).toList();
    }

    static List<String> names(List<MspId> msps) {
        return msps.stream().map(MspId::value).toList();
    }
}
