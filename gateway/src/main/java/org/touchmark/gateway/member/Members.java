package org.touchmark.gateway.member;

import java.util.List;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.GatewayConfig;
import org.touchmark.gateway.config.GatewayConfig.HostedParty;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.Signatory;

/**
 * The parties that this gateway acts for.
 *
 * @param all at least one
 */
public record Members(List<Member> all) {
    /** Copies the list. */
    public Members {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new ConfigException("gateway.json lists no party; run gateway/admit");
        }
    }

    /**
     * Reads the parties' keys and connects each to the ledger.
     *
     * @param config the parties
     * @param ledger the ledger
     * @return the members
     */
    public static Members load(GatewayConfig config, Ledger ledger) {
        return new Members(
                config.parties().stream().map(party -> load(party, ledger)).toList());
    }

    /**
     * Reads one party's keys and connects it to the ledger.
     *
     * @param party the party
     * @param ledger the ledger
     * @return the member
     */
    public static Member load(HostedParty party, Ledger ledger) {
        Signatory signatory = Signatory.read(party.msp(), party.identity());
        return new Member(
                party.slug(),
                new Gln(party.gln()),
                party.name(),
                signatory,
                ledger.as(signatory),
                party.labelKey().map(LabelKeyRing::read));
    }

    /**
     * The party that reads the ledger where nobody has said who is asking: the first one.
     *
     * @return a member
     */
    public Member reader() {
        return all.get(0);
    }
}
