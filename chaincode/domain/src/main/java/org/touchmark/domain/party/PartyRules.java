package org.touchmark.domain.party;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;

/**
 * How a consortium is founded and how its organisations admit parties: by the votes of more than half of them.
 *
 * <p>An admitted party may be given another name, more roles and more prefixes by the same votes. Where it would lose a
 * role or a prefix, or get another key, its own organisation's vote must be among them. Its organisation stays. What it
 * signed in a former form goes on counting, so the ledger keeps every form.
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
     * Proposes a party, or a change of one: votes for it, and takes back what the caller's organisation voted for before.
     * Proposing what others have proposed is voting for it.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PREFIX_TAKEN, ALREADY_VOTED, TIME_REVERSED, or ARGUMENT_INVALID
     *     if the party's organisation is no member or not the one that it was admitted for
     */
    public static Proposal propose(Call call, Caller caller, Party party) {
        Ballots ballots = Ballots.of(call, caller, Action.PROPOSE);
        requireProposable(call.state(), ballots.consortium(), party);
        return vote(call, caller, ballots, party);
    }

    /**
     * Votes for a party that stands proposed, named by the digest of its canonical JSON, so that nobody votes for what he has
     * not read.
     *
     * @throws RefusedException NOT_FOUNDED, ROLE_MISSING, PROPOSAL_UNKNOWN, ALREADY_VOTED, TIME_REVERSED or PREFIX_TAKEN
     */
    public static Proposal vote(Call call, Caller caller, Gln gln, Bytes digest) {
        Ballots ballots = Ballots.of(call, caller, Action.VOTE);
        Optional<Admission> before = Parties.find(call.state(), gln);
        Stream<Party> proposed = ballots.standing(Ballots.Topic.ADMISSION, gln, version(before)).stream()
                .flatMap(vote -> vote.party().stream());
        Party party = Stream.concat(before.map(Admission::party).stream(), proposed)
                .filter(one -> one.digest().equals(digest))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PROPOSAL_UNKNOWN,
                        "no proposal of party " + gln + " that stands has the digest " + digest
                                + "; read those that do, or propose it anew"));
        return vote(call, caller, ballots, party);
    }

    /**
     * What stands proposed for a GLN, the most votes first. In evaluations only.
     *
     * @param now votes are too old by this instant
     */
    public static List<Proposal> proposals(LedgerState state, Gln gln, Instant now) {
        List<Ballots.Vote> votes = Ballots.consortium(state).stream()
                .flatMap(consortium -> Ballots.standing(
                        state, consortium, Ballots.Topic.ADMISSION, gln, version(Parties.find(state, gln)), now)
                        .stream())
                .toList();
        return votes.stream()
                .flatMap(vote -> vote.party().stream())
                .distinct()
                .map(party -> proposal(party, votes))
                .sorted(Comparator.comparing(
                                (Proposal proposal) -> -proposal.votes().size())
                        .thenComparing(Proposal::changedAt)
                        .thenComparing(proposal -> proposal.party().digest().hex()))
                .toList();
    }

    private static Proposal proposal(Party party, List<Ballots.Vote> votes) {
        List<Ballots.Vote> its = votes.stream()
                .filter(vote -> vote.party().equals(Optional.of(party)))
                .toList();
        return new Proposal(
                party,
                its.stream().map(Ballots.Vote::by).toList(),
                false,
                its.get(its.size() - 1).at());
    }

    /** Who has held a prefix, oldest first. In evaluations only. */
    public static List<PrefixChange> prefixHistory(LedgerState state, CompanyPrefix prefix) {
        return new PrefixHolders(state).history(prefix);
    }

    private static Proposal vote(Call call, Caller caller, Ballots ballots, Party party) {
        Optional<Admission> before = Parties.find(call.state(), party.gln());
        if (before.filter(admission -> admission.party().equals(party)).isPresent()) {
            return noted(caller, before.get());
        }
        new PrefixHolders(call.state()).requireFree(party);
        List<MspId> votes = ballots.cast(
                caller,
                Ballots.Topic.ADMISSION,
                party.gln(),
                version(before),
                party.digest().hex(),
                Optional.of(party),
                "this proposal of party " + party.gln());
        boolean consented = before.filter(admission -> admission.party().losesAnything(party))
                .map(admission -> votes.contains(admission.party().msp()))
                .orElse(true);
        boolean admitted = consented && votes.size() >= ballots.consortium().majority();
        if (admitted) {
            admit(call, before, party, votes);
        }
        return new Proposal(party, votes, admitted, call.time());
    }

    /** Who comes after the deciding vote changes nothing by agreeing. */
    private static Proposal noted(Caller caller, Admission admission) {
        if (admission.votes().contains(caller.msp())) {
            throw new RefusedException(
                    ErrorCode.ALREADY_VOTED,
                    "organisation " + caller.msp() + " has voted for party "
                            + admission.party().gln() + ", which is admitted like this");
        }
        return Proposal.of(admission);
    }

    private static void admit(Call call, Optional<Admission> before, Party party, List<MspId> votes) {
        new PrefixHolders(call.state())
                .record(before.map(admission -> admission.party().prefixes()).orElse(List.of()), party);
        Admission next = before.map(admission -> admission.next(party, call.time(), votes))
                .orElseGet(() -> new Admission(party, 1, call.time(), votes, Optional.empty()));
        before.ifPresentOrElse(
                admission -> Parties.write(call.state(), admission, next), () -> Parties.write(call.state(), next));
    }

    private static int version(Optional<Admission> admission) {
        return admission.map(Admission::version).orElse(0);
    }

    private static void requireProposable(LedgerState state, Consortium consortium, Party party) {
        if (!consortium.members().contains(party.msp())) {
            throw invalid("organisation " + party.msp() + " of party " + party.gln() + " is not of the consortium");
        }
        Parties.find(state, party.gln())
                .map(Admission::party)
                .filter(before -> !before.msp().equals(party.msp()))
                .ifPresent(before -> {
                    throw invalid("party " + party.gln() + " is admitted for organisation " + before.msp()
                            + " and can't move to another");
                });
    }

    private static RefusedException invalid(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
