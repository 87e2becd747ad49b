package org.touchmark.gateway.ledger;

import java.util.List;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Motion;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PrefixChange;
import org.touchmark.domain.party.Proposal;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * The contract's functions that change parties and their label keys, and that tell of votes and prefixes, for one signatory.
 *
 * @param client its way to the ledger
 */
public record PartyLedger(LedgerClient client) {

    /**
     * What is proposed of a party and waits for votes.
     *
     * @param gln its GLN
     * @return the proposals that stand, the most votes first
     */
    public List<Proposal> proposals(Gln gln) {
        return new Functions(client).list("party:Proposals", Proposal::fromJson, gln.digits());
    }

    /**
     * Who has held a prefix.
     *
     * @param prefix a GS1 company prefix
     * @return its holders, oldest first
     */
    public List<PrefixChange> prefixHistory(CompanyPrefix prefix) {
        return new Functions(client).list("party:PrefixHistory", PrefixChange::fromJson, prefix.digits());
    }

    /**
     * Proposes a party, or another form of one, and votes for it.
     *
     * @param party what it is to be
     * @return the proposal with the votes for it
     */
    public Proposal propose(Party party) {
        Invocation content = Invocation.of("party:Propose", party.toJson().toString());
        return Proposal.fromJson(new Functions(client).write(content, OperationIds.random()));
    }

    /**
     * Votes for a proposal.
     *
     * @param gln the party's GLN
     * @param digest the digest of the proposed party
     * @return the proposal with the votes for it
     */
    public Proposal vote(Gln gln, Bytes digest) {
        Invocation content = Invocation.of("party:Vote", gln.digits(), digest.hex());
        return Proposal.fromJson(new Functions(client).write(content, OperationIds.random()));
    }

    /**
     * Votes for suspending a party.
     *
     * @param gln its GLN
     * @return the votes so far, or what they decided
     */
    public Motion suspend(Gln gln) {
        return Motion.fromJson(
                new Functions(client).write(Invocation.of("party:Suspend", gln.digits()), OperationIds.random()));
    }

    /**
     * Votes for reinstating a suspended party.
     *
     * @param gln its GLN
     * @return the votes so far, or what they decided
     */
    public Motion reinstate(Gln gln) {
        return Motion.fromJson(
                new Functions(client).write(Invocation.of("party:Reinstate", gln.digits()), OperationIds.random()));
    }

    /**
     * Registers a label key.
     *
     * @param operation the operation's id
     * @param key the key, certified by its brand
     * @return the key as it is registered
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public LabelKey registerLabelKey(OperationId operation, LabelKey key) {
        Invocation content =
                Invocation.of("party:RegisterLabelKey", key.toJson().toString());
        return LabelKey.fromJson(new Functions(client).writeNow(content, operation.value()));
    }

    /**
     * Revokes a label key.
     *
     * @param operation the operation's id
     * @param id the key
     * @param revocation its brand's signature
     * @return the revoked key
     * @throws OutcomeUnknownException if it is not known in time whether it is on the ledger
     */
    public LabelKey revokeLabelKey(OperationId operation, LabelKeyId id, ClaimantSignature revocation) {
        Invocation content = Invocation.of(
                "party:RevokeLabelKey",
                revocation.gln().digits(),
                id.hex(),
                revocation.toJson().toString());
        return LabelKey.fromJson(new Functions(client).writeNow(content, operation.value()));
    }
}
