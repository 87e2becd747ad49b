package org.touchmark.gateway.admission;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Motion;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PrefixChange;
import org.touchmark.domain.party.Proposal;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.PartyLedger;
import org.touchmark.gateway.ledger.Registry;

/** What one organisation's administrator does about parties: reads, proposes, votes; each is told in a few lines. */
public final class PartyDesk {
    private final PartyLedger ledger;
    private final Registry registry;
    private final Consumer<String> out;

    /**
     * An administrator's desk.
     *
     * @param client the administrator's way to the ledger
     * @param out told what was done or read, a line each
     */
    public PartyDesk(LedgerClient client, Consumer<String> out) {
        this.ledger = new PartyLedger(client);
        this.registry = new Registry(client);
        this.out = out;
    }

    /**
     * Proposes a party, or another form of one, which counts as a vote.
     *
     * @param form what it is to be
     */
    public void propose(PartyForm form) {
        tell(ledger.propose(form.completed(registry.party(form.gln()))));
    }

    /**
     * Votes for a proposal.
     *
     * @param gln the party's GLN
     * @param digest the digest of the proposal that was read
     */
    public void vote(Gln gln, Bytes digest) {
        tell(ledger.vote(gln, digest));
    }

    /**
     * Votes for suspending a party.
     *
     * @param gln its GLN
     */
    public void suspend(Gln gln) {
        Motion motion = ledger.suspend(gln);
        out.accept(
                motion.suspended()
                        ? "party " + gln + " is suspended: it writes nothing and is offered nothing"
                        : "votes for suspending party " + gln + ": " + names(motion.votes()));
    }

    /**
     * Votes for reinstating a suspended party.
     *
     * @param gln its GLN
     */
    public void reinstate(Gln gln) {
        Motion motion = ledger.reinstate(gln);
        out.accept(
                motion.suspended()
                        ? "votes for reinstating party " + gln + ": " + names(motion.votes())
                        : "party " + gln + " is reinstated");
    }

    /**
     * Tells of a party and of all that is proposed of it and waits for votes.
     *
     * @param gln its GLN
     * @throws RefusedException PARTY_UNKNOWN if it is neither admitted nor proposed
     */
    public void show(Gln gln) {
        Optional<Admission> admission = registry.party(gln);
        List<Proposal> open = ledger.proposals(gln);
        if (admission.isEmpty() && open.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.PARTY_UNKNOWN, "nobody has admitted or proposed a party with GLN " + gln);
        }
        admission.ifPresent(standing -> {
            tell(standing.party());
            out.accept("  admitted   " + standing.admittedAt() + " by " + names(standing.votes()));
            out.accept("  form       " + standing.version());
            standing.suspension()
                    .ifPresent(suspension ->
                            out.accept("  suspended  " + suspension.since() + " by " + names(suspension.votes())));
        });
        open.forEach(this::tell);
    }

    /**
     * Tells who has held a prefix.
     *
     * @param prefix the prefix
     */
    public void prefix(CompanyPrefix prefix) {
        List<PrefixChange> changes = ledger.prefixHistory(prefix);
        if (changes.isEmpty()) {
            out.accept("prefix " + prefix.digits() + ": nobody has ever held it");
        }
        changes.forEach(change -> out.accept(change.at() + "  "
                + change.holder().map(Gln::digits).orElse("nobody") + "  transaction " + change.transactionId()));
    }

    private void tell(Proposal proposal) {
        if (proposal.admitted()) {
            out.accept("admitted by " + names(proposal.votes()));
            tell(proposal.party());
            return;
        }
        String digest = proposal.party().digest().hex();
        out.accept("proposed, not admitted yet; votes: " + names(proposal.votes()) + ", the last one at "
                + proposal.changedAt());
        tell(proposal.party());
        out.accept("to vote for it: gateway/party vote " + proposal.party().gln() + " --digest " + digest);
    }

    private void tell(Party party) {
        out.accept(party.name() + " (GLN " + party.gln() + ")");
        out.accept("  enrolled   by " + party.msp() + ", with the key "
                + party.key().hex());
        out.accept("  roles      " + party.roles().stream().map(Role::wire).collect(Collectors.joining(", ")));
        out.accept("  prefixes   "
                + (party.prefixes().isEmpty()
                        ? "none"
                        : party.prefixes().stream().map(CompanyPrefix::digits).collect(Collectors.joining(", "))));
    }

    private static String names(List<MspId> organisations) {
        return organisations.stream().map(MspId::value).collect(Collectors.joining(", "));
    }
}
