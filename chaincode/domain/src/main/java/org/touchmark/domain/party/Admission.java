package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * A party on the ledger, in one of its forms. Each change of it, by whatever votes, makes the next form; what the party signed
 * is judged by the form that stood when the ledger took it.
 *
 * @param version which form, from 1
 * @param admittedAt since when it is admitted as it is
 * @param votes the organisations whose votes admitted it
 * @param suspension why it may write nothing; empty while it may
 */
public record Admission(
        Party party, int version, Instant admittedAt, List<MspId> votes, Optional<Suspension> suspension) {
    public Admission {
        votes = List.copyOf(votes);
        if (version < 1 || version > ClaimantSignature.MAX_VERSION) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "party " + party.gln() + " was changed too often: " + version);
        }
    }

    /** The next form, in which the party is suspended, or is so no longer. */
    Admission next(Optional<Suspension> other) {
        return new Admission(party, version + 1, admittedAt, votes, other);
    }

    /** The next form, as other votes have it; it stays suspended if it was. */
    Admission next(Party changed, Instant at, List<MspId> by) {
        return new Admission(changed, version + 1, at, by, suspension);
    }

    public static Admission fromJson(JsonObject json) {
        json.requireOnly("party", "version", "admittedAt", "votes", "suspended");
        return new Admission(
                Party.fromJson(json.object("party")),
                json.integer("version", 1, ClaimantSignature.MAX_VERSION),
                Instant.ofEpochMilli(json.number("admittedAt")),
                Proposal.votes(json),
                Optional.ofNullable(json.optionalObject("suspended")).map(Suspension::fromJson));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("party", party.toJson())
                .put("version", version)
                .put("admittedAt", admittedAt.toEpochMilli())
                .putTexts("votes", Proposal.names(votes))
                .putIfPresent("suspended", suspension.map(Suspension::toJson).orElse(null))
                .build();
    }
}
