package org.touchmark.domain.party;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * How a consortium is founded and how its organisations admit parties: by the votes of more than half of them.
 *
 * <p>An admitted party may be given another name, more roles and more prefixes by the same votes. Where it would lose a
 * role or a prefix, or get another key, its own organisation's vote must be among them. Its organisation stays. What it
 * signed with a former key and registered under a former prefix goes on counting, so those are remembered.
 */
public final class PartyRules {
    private PartyRules() {}

    /**
     * Founds the consortium, once in a channel's life.
     *
     * @throws RefusedException ALREADY_FOUNDED, or ROLE_MISSING if the caller is no member's admin
     */
    public static Consortium found(Call call, Caller caller, Consortium consortium) {
        Ballots.requireRole(caller, Action.FOUND);
        Ballots.requireMember(consortium, caller);
        if (call.state().get(Ballots.CONSORTIUM).isPresent()) {
            throw new RefusedException(ErrorCode.ALREADY_FOUNDED, "the consortium of this channel is founded already");
        }
        call.state().putJson(Ballots.CONSORTIUM, consortium.toJson());
        return consortium;
    }

    /**
     * Proposes a party, or a change of one, and votes for it. A proposal that others have voted for is voted for; another
     * one takes the place of a proposal that is not admitted yet.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PREFIX_TAKEN, ALREADY_VOTED, TIME_REVERSED, or ARGUMENT_INVALID
     *     if the party's organisation is no member or not the one that it was admitted for
     */
    public static Proposal propose(Call call, Caller caller, Party party) {
        Consortium consortium = Ballots.consortiumOf(call.state(), caller, Action.PROPOSE);
        requireProposable(call.state(), consortium, party);
        new PrefixHolders(call.state()).requireFree(party);
        Proposal standing = find(call.state(), party.gln())
                .filter(other -> other.party().equals(party))
                .orElseGet(() -> Proposal.first(party, call.time()));
        return keep(call, vote(call, caller, consortium, standing));
    }

    /**
     * Votes for the party that stands proposed, named by the digest of its canonical JSON, so that nobody votes for what
     * he has not read.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PROPOSAL_UNKNOWN, ALREADY_VOTED, TIME_REVERSED or PREFIX_TAKEN
     */
    public static Proposal vote(Call call, Caller caller, Gln gln, Bytes digest) {
        Consortium consortium = Ballots.consortiumOf(call.state(), caller, Action.VOTE);
        Proposal standing = find(call.state(), gln)
                .filter(proposal -> proposal.party().digest().equals(digest))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PROPOSAL_UNKNOWN,
                        "no proposal of party " + gln + " has the digest " + digest
                                + "; read the proposal that stands"));
        Proposal voted = vote(call, caller, consortium, standing);
        new PrefixHolders(call.state()).requireFree(voted.party());
        return keep(call, voted);
    }

    /**
     * The proposal that stands for a GLN, decided or not.
     *
     * @throws RefusedException PROPOSAL_UNKNOWN
     */
    public static Proposal read(LedgerState state, Gln gln) {
        return find(state, gln)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PROPOSAL_UNKNOWN, "nobody has proposed a party with GLN " + gln.digits()));
    }

    /** Who has held a prefix, oldest first. In evaluations only. */
    public static List<PrefixChange> prefixHistory(LedgerState state, CompanyPrefix prefix) {
        return new PrefixHolders(state).history(prefix);
    }

    private static Proposal vote(Call call, Caller caller, Consortium consortium, Proposal standing) {
        Party party = standing.party();
        Ballots.requireFirst(standing.votes(), caller, "this proposal of party " + party.gln());
        call.requireNotBefore(standing.changedAt(), "the last vote");
        List<MspId> consenting = admitted(call.state(), party)
                .filter(before -> before.party().losesAnything(party))
                .map(before -> before.party().msp())
                .stream()
                .toList();
        return standing.with(caller.msp(), consortium, consenting, call.time());
    }

    private static Proposal keep(Call call, Proposal proposal) {
        call.state().putJson(key(proposal.party().gln()), proposal.toJson());
        if (proposal.admitted()) {
            admit(call, proposal);
        }
        return proposal;
    }

    /** A vote that comes after the deciding one is noted, and does not move the day. */
    private static void admit(Call call, Proposal proposal) {
        Party party = proposal.party();
        Optional<Admission> before = admitted(call.state(), party);
        boolean same = before.filter(admission -> admission.party().proposed().equals(party))
                .isPresent();
        if (!same) {
            new PrefixHolders(call.state())
                    .record(
                            before.map(admission -> admission.party().prefixes())
                                    .orElse(List.of()),
                            party);
        }
        Admission admission = new Admission(
                before.map(admitted -> party.succeeding(admitted.party(), call.time()))
                        .orElse(party),
                before.filter(admitted -> same).map(Admission::admittedAt).orElse(call.time()),
                proposal.votes(),
                before.flatMap(Admission::suspension));
        call.state().putJson(Parties.key(party.gln()), admission.toJson());
    }

    private static void requireProposable(LedgerState state, Consortium consortium, Party party) {
        if (!party.equals(party.proposed())) {
            throw invalid("former keys and prefixes of party " + party.gln() + " are the ledger's to write");
        }
        if (!consortium.members().contains(party.msp())) {
            throw invalid("organisation " + party.msp() + " of party " + party.gln() + " is not of the consortium");
        }
        admitted(state, party)
                .map(Admission::party)
                .filter(before -> !before.msp().equals(party.msp()))
                .ifPresent(before -> {
                    throw invalid("party " + party.gln() + " is admitted for organisation " + before.msp()
                            + " and can't move to another");
                });
    }

    private static Optional<Admission> admitted(LedgerState state, Party party) {
        return state.getJson(Parties.key(party.gln())).map(Admission::fromJson);
    }

    private static Optional<Proposal> find(LedgerState state, Gln gln) {
        return state.getJson(key(gln)).map(Proposal::fromJson);
    }

    private static LedgerKey key(Gln gln) {
        return LedgerKey.of("proposal", gln.digits());
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
