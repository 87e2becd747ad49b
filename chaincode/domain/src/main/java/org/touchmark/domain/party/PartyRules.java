package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * How a consortium is founded and how its organisations admit parties: by the votes of more than half of them.
 *
 * <p>An admitted party may be given another name, more roles and more prefixes by the same votes. Its organisation and
 * key stay, and it loses nothing: a seal that its key made must go on counting.
 */
public final class PartyRules {
    private static final LedgerKey CONSORTIUM = LedgerKey.of("consortium");

    private PartyRules() {}

    /**
     * Founds the consortium, once in a channel's life.
     *
     * @throws RefusedException ALREADY_FOUNDED, or ROLE_MISSING if the caller is no member's admin
     */
    public static Consortium found(Call call, Caller caller, Consortium consortium) {
        caller.requireRole(Role.ADMIN);
        if (call.state().get(CONSORTIUM).isPresent()) {
            throw new RefusedException(ErrorCode.ALREADY_FOUNDED, "the consortium of this channel is founded already");
        }
        requireMember(consortium, caller);
        call.state().putJson(CONSORTIUM, consortium.toJson());
        return consortium;
    }

    /**
     * Proposes a party, or a change of one, and votes for it. A proposal that others have voted for is voted for; another
     * one takes the place of a proposal that is not admitted yet.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PREFIX_TAKEN, ALREADY_VOTED, or ARGUMENT_INVALID if the party's
     *     organisation is no member or an admitted party would lose something
     */
    public static Proposal propose(Call call, Caller caller, Party party) {
        Consortium consortium = consortiumOf(call.state(), caller);
        if (!consortium.members().contains(party.msp())) {
            throw invalid("organisation " + party.msp() + " of party " + party.gln() + " is not of the consortium");
        }
        requireNoLoss(call.state(), party);
        new PrefixHolders(call.state()).requireFree(party);
        Proposal proposal = call.state()
                .getJson(key(party.gln()))
                .map(Proposal::fromJson)
                .filter(standing -> standing.party().equals(party))
                .map(standing -> vote(call, caller, consortium, standing))
                .orElseGet(() -> Proposal.first(party, caller.msp(), consortium, call.time()));
        return keep(call, proposal);
    }

    /**
     * Votes for the party that stands proposed, named by the digest of its canonical JSON, so that nobody votes for what
     * he has not read.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PROPOSAL_UNKNOWN, ALREADY_VOTED or PREFIX_TAKEN
     */
    public static Proposal vote(Call call, Caller caller, Gln gln, Bytes digest) {
        Consortium consortium = consortiumOf(call.state(), caller);
        Proposal standing = call.state()
                .getJson(key(gln))
                .map(Proposal::fromJson)
                .filter(proposal -> proposal.party().digest().equals(digest))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PROPOSAL_UNKNOWN,
                        "no proposal of party " + gln + " has the digest " + digest
                                + "; read the proposal that stands"));
        Proposal voted = vote(call, caller, consortium, standing);
        new PrefixHolders(call.state()).requireFree(voted.party());
        return keep(call, voted);
    }

    private static Proposal vote(Call call, Caller caller, Consortium consortium, Proposal standing) {
        if (standing.votes().contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ALREADY_VOTED,
                    "organisation " + caller.msp() + " has voted for this proposal of party "
                            + standing.party().gln());
        }
        call.requireNotBefore(standing.changedAt(), "the last vote");
        return standing.with(caller.msp(), consortium, call.time());
    }

    private static Proposal keep(Call call, Proposal proposal) {
        Party party = proposal.party();
        call.state().putJson(key(party.gln()), proposal.toJson());
        if (proposal.admitted()) {
            new PrefixHolders(call.state()).record(party);
            Admission admission = new Admission(party, admittedAt(call, party), proposal.votes());
            call.state().putJson(Parties.key(party.gln()), admission.toJson());
        }
        return proposal;
    }

    /** A vote that comes after the deciding one does not move the day. */
    private static Instant admittedAt(Call call, Party party) {
        return call.state()
                .getJson(Parties.key(party.gln()))
                .map(Admission::fromJson)
                .filter(admitted -> admitted.party().equals(party))
                .map(Admission::admittedAt)
                .orElse(call.time());
    }

    private static void requireNoLoss(LedgerState state, Party party) {
        state.getJson(Parties.key(party.gln()))
                .map(Admission::fromJson)
                .map(Admission::party)
                .filter(admitted -> !admitted.msp().equals(party.msp())
                        || !admitted.key().equals(party.key())
                        || !containsAll(party.roles(), admitted.roles())
                        || !containsAll(party.prefixes(), admitted.prefixes()))
                .ifPresent(admitted -> {
                    throw invalid("party " + party.gln() + " is admitted for " + admitted.msp()
                            + "; its organisation, key, roles and prefixes can not be taken away");
                });
    }

    private static boolean containsAll(List<?> all, List<?> some) {
        return Set.copyOf(all).containsAll(some);
    }

    private static Consortium consortiumOf(LedgerState state, Caller caller) {
        caller.requireRole(Role.ADMIN);
        Consortium consortium = state.getJson(CONSORTIUM)
                .map(Consortium::fromJson)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_FOUNDED, "this channel has no consortium yet; call party:Found first"));
        requireMember(consortium, caller);
        return consortium;
    }

    private static void requireMember(Consortium consortium, Caller caller) {
        if (!consortium.members().contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING, "organisation " + caller.msp() + " is not of the consortium");
        }
    }

    private static LedgerKey key(Gln gln) {
        return LedgerKey.of("proposal", gln.digits());
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
