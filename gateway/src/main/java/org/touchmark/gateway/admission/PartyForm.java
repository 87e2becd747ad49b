package org.touchmark.gateway.admission;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.config.ConfigException;

/**
 * What an operator says of a party; what is not said stays as it was admitted.
 *
 * @param gln its GLN
 * @param name its name for people
 * @param msp its organisation
 * @param key SHA-256 of its public key
 * @param roles what it may do
 * @param prefixes all prefixes that it is to hold
 */
public record PartyForm(
        Gln gln,
        Optional<String> name,
        Optional<MspId> msp,
        Optional<Bytes> key,
        Optional<List<Role>> roles,
        Optional<List<CompanyPrefix>> prefixes) {

    /**
     * The party that is meant.
     *
     * @param standing the party as it is admitted, if it is
     * @return the party to propose
     * @throws ConfigException naming what has to be said of a new party and is not
     */
    public Party completed(Optional<Admission> standing) {
        Optional<Party> before = standing.map(Admission::party);
        return new Party(
                gln,
                name.or(() -> before.map(Party::name)).orElseThrow(() -> missing("--name")),
                msp.or(() -> before.map(Party::msp)).orElseThrow(() -> missing("--msp")),
                key.or(() -> before.map(Party::key)).orElseThrow(() -> missing("--certificate or --key")),
                roles.or(() -> before.map(Party::roles)).orElseThrow(() -> missing("--role")),
                prefixes.or(() -> before.map(Party::prefixes)).orElse(List.of()));
    }

    private ConfigException missing(String option) {
        return new ConfigException("party " + gln + " is not admitted yet, so " + option + " is needed");
    }
}
