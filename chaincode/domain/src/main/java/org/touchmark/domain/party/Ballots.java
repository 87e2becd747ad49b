package org.touchmark.domain.party;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How organisations vote on what concerns all. Each has one vote on a party's admission and one on its suspension, under a key
 * of its own: so it may change its mind, and nobody else's vote is touched by that. A vote counts for the form of the party
 * that it was cast on, and for {@link #LIFE}.
 */
final class Ballots {
    static final LedgerKey CONSORTIUM = LedgerKey.of("consortium");

    /** How long a vote counts. */
    static final Duration LIFE = Duration.ofDays(30);

    private final Call call;
    private final Consortium consortium;

    private Ballots(Call call, Consortium consortium) {
        this.call = call;
        this.consortium = consortium;
    }

    /** What is voted on. */
    enum Topic {
        ADMISSION,
        SUSPENSION
    }

    /**
     * One organisation's vote.
     *
     * @param choice what it votes for, in few words or as a digest
     * @param party the whole of what it votes for, on admissions
     * @param on the form of the party that it was cast on; 0 for one that is not admitted yet
     */
    record Vote(MspId by, String choice, Optional<Party> party, int on, Instant at) {
        private static Vote fromJson(MspId by, JsonObject json) {
            return new Vote(
                    by,
                    json.text("choice"),
                    Optional.ofNullable(json.optionalObject("party")).map(Party::fromJson),
                    json.integer("on", 0, ClaimantSignature.MAX_VERSION),
                    Instant.ofEpochMilli(json.number("at")));
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put("choice", choice)
                    .put("on", on)
                    .put("at", at.toEpochMilli())
                    .putIfPresent("party", party.map(Party::toJson).orElse(null))
                    .build();
        }
    }

    /**
     * The ballots that a caller may cast. What they decide is bound to the epoch, so that no vote is held back and cast when
     * nobody expects it any more.
     *
     * @throws RefusedException ROLE_MISSING, NOT_FOUNDED, TIME_REVERSED
     */
    static Ballots of(Call call, Caller caller, Action action) {
        requireRole(caller, action);
        Consortium consortium = consortium(call.state())
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_FOUNDED,
                        "this channel has no consortium yet; its organisations found one first"));
        requireMember(consortium, caller);
        Epoch.bind(call);
        return new Ballots(call, consortium);
    }

    Consortium consortium() {
        return consortium;
    }

    static Optional<Consortium> consortium(LedgerState state) {
        return state.getJson(CONSORTIUM).map(Consortium::fromJson);
    }

    static void requireRole(Caller caller, Action action) {
        action.roles(Action.Whose.OWN).forEach(caller::requireRole);
    }

    static void requireMember(Consortium consortium, Caller caller) {
        if (!consortium.members().contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING, "organisation " + caller.msp() + " is not of the consortium");
        }
    }

    /** The votes that count now, the oldest first. */
    List<Vote> standing(Topic topic, Gln gln, int version) {
        return standing(call.state(), consortium, topic, gln, version, call.time());
    }

    static List<Vote> standing(
            LedgerState state, Consortium consortium, Topic topic, Gln gln, int version, Instant now) {
        consortium.members().forEach(member -> state.expect(key(topic, gln, member)));
        return consortium.members().stream()
                .flatMap(member ->
                        state.getJson(key(topic, gln, member)).map(json -> Vote.fromJson(member, json)).stream())
                .filter(vote -> vote.on() == version && !now.isAfter(vote.at().plus(LIFE)))
                .sorted(Comparator.comparing(Vote::at).thenComparing(Vote::by))
                .toList();
    }

    /**
     * Casts a caller's vote.
     *
     * @param what it votes for, for the message
     * @return all votes for the same, this one last
     * @throws RefusedException ALREADY_VOTED
     */
    List<MspId> cast(
            Caller caller, Topic topic, Gln gln, int version, String choice, Optional<Party> party, String what) {
        List<Vote> same = standing(topic, gln, version).stream()
                .filter(vote -> vote.choice().equals(choice))
                .toList();
        if (same.stream().anyMatch(vote -> vote.by().equals(caller.msp()))) {
            throw new RefusedException(
                    ErrorCode.ALREADY_VOTED, "organisation " + caller.msp() + " has voted for " + what);
        }
        Vote vote = new Vote(caller.msp(), choice, party, version, call.time());
        call.state().putJson(key(topic, gln, caller.msp()), vote.toJson());
        return Stream.concat(same.stream().map(Vote::by), Stream.of(caller.msp()))
                .toList();
    }

    private static LedgerKey key(Topic topic, Gln gln, MspId voter) {
        return LedgerKey.of("vote", gln.digits(), topic.name(), voter.value());
    }
}
