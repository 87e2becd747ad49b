package org.touchmark.gateway.member;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.gateway.config.ConfigException;
import org.touchmark.gateway.config.GatewayConfig;
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
        return new Members(config.parties().stream()
                .map(party -> {
                    Signatory signatory = Signatory.read(party.msp(), party.identity());
                    return new Member(
                            party.slug(),
                            new Gln(party.gln()),
                            party.name(),
                            party.tokenSha256(),
                            signatory,
                            ledger.as(signatory),
                            party.labelKey().map(LabelKeyRing::read));
                })
                .toList());
    }

    /**
     * The party whose token this is. Every stored digest is compared, each in constant time, so that the time taken says
     * nothing about how close a guess is.
     *
     * @param token what the caller showed
     * @return the party, if it is one's token
     */
    public Optional<Member> byToken(String token) {
        byte[] shown = tokenDigest(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Member> found = Optional.empty();
        for (Member member : all) {
            if (MessageDigest.isEqual(shown, member.tokenSha256().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(member);
            }
        }
        return found;
    }

    /**
     * What is stored of a token.
     *
     * @param token the token
     * @return SHA-256 in hex
     */
    public static String tokenDigest(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
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
