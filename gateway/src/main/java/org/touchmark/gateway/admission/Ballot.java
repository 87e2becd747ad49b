package org.touchmark.gateway.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.Consortium;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.OperationIds;
import org.touchmark.gateway.ledger.Registry;

/** One signatory's part in setting a consortium up; each step answers the same if it is done already. */
final class Ballot {
    private final LedgerClient client;
    private final Registry registry;

    Ballot(LedgerClient client) {
        this.client = client;
        this.registry = new Registry(client);
    }

    /** Founds the consortium; false if it stands already. */
    boolean found(List<MspId> msps) {
        return wrote(
                ErrorCode.ALREADY_FOUNDED,
                "party:Found",
                new Consortium(msps).toJson().toString());
    }

    void propose(Party party) {
        wrote(ErrorCode.ALREADY_VOTED, "party:Propose", party.toJson().toString());
    }

    /**
     * Votes for a proposal. A peer that is a block behind may not see yet that it was made, or that it has passed; false
     * says to ask again.
     */
    boolean vote(Party party) {
        try {
            wrote(
                    ErrorCode.ALREADY_VOTED,
                    "party:Vote",
                    party.gln().digits(),
                    party.digest().hex());
            return true;
        } catch (RefusedException e) {
            if (e.code() == ErrorCode.PROPOSAL_UNKNOWN) {
                return isAdmitted(party);
            }
            throw e;
        }
    }

    void registerLabelKey(LabelKey key) {
        wrote(ErrorCode.LABEL_KEY_EXISTS, "party:RegisterLabelKey", key.toJson().toString());
    }

    /** Whether a party has all that it is to have; it may have been given more, which is not to be taken away again. */
    boolean isAdmitted(Party party) {
        return registry.party(party.gln())
                .map(Admission::party)
                .filter(standing -> standing.key().equals(party.key())
                        && standing.roles().containsAll(party.roles())
                        && standing.prefixes().containsAll(party.prefixes()))
                .isPresent();
    }

    /** A party with what it is to have and, beside that, the roles and prefixes that it was given already. */
    Party withWhatItHas(Party party) {
        return registry.party(party.gln())
                .map(Admission::party)
                .map(standing -> new Party(
                        party.gln(),
                        party.name(),
                        party.msp(),
                        party.key(),
                        both(standing.roles(), party.roles()),
                        both(standing.prefixes(), party.prefixes())))
                .orElse(party);
    }

    private static <T> List<T> both(List<T> standing, List<T> more) {
        return Stream.concat(standing.stream(), more.stream()).distinct().toList();
    }

    boolean hasLabelKey(Gln gln, LabelKeyId id) {
        return registry.labelKey(gln, id).isPresent();
    }

    // A fresh id each time: a step that was done before is known by its own code, whoever did it.
    private boolean wrote(ErrorCode already, String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of(OperationIds.random()));
        all.addAll(List.of(arguments));
        try {
            client.commit(Invocation.of(function, all.toArray(String[]::new)));
            return true;
        } catch (RefusedException e) {
            if (e.code() == already) {
                return false;
            }
            throw e;
        }
    }
}
