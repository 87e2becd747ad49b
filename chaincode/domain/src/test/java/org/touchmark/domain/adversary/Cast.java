package org.touchmark.domain.adversary;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.touchmark.domain.adversary.Model.By;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.gs1.CheckDigit;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.EcdsaSignatures;
import org.touchmark.domain.trust.PinnedOrganisation;
import org.touchmark.domain.trust.PinnedRoots;
import org.touchmark.domain.trust.TestAuthority;

/**
 * Everybody who takes part: brands of three organisations, distributors, a shop, a marketplace, an inspector, one that is
 * suspended, and the organisations' admins. Each has two keys, and two certificates of the first. Made once: to make keys takes
 * longer than to use them.
 */
final class Cast {
    static final String CHANNEL = "siege";
    static final List<String> MSPS = List.of("AureliaMSP", "MeridianMSP", "AssayMSP");
    static final String OUTSIDE = "OutsideMSP";
    private static final EcdsaSignatures ECDSA = EcdsaSignatures.with(new Remembering(TestAuthority.BOUNCY_CASTLE));

    static final Cast ALL = new Cast();

    final List<Member> members = new ArrayList<>();
    final List<Identity> admins = new ArrayList<>();
    final PinnedRoots roots;
    private final Map<String, TestAuthority> authorities = new TreeMap<>();

    private Cast() {
        MSPS.forEach(msp -> authorities.put(msp, new TestAuthority(msp)));
        authorities.put(OUTSIDE, new TestAuthority(OUTSIDE));
        roots = new PinnedRoots(
                CHANNEL,
                "embedded",
                1,
                MSPS.stream()
                        .map(msp -> new PinnedOrganisation(
                                msp, msp, List.of(authorities.get(msp).root())))
                        .toList());
        add("Aurelia", 0, "brand", "brand distributor", "9506000", "9509000");
        add("Rival", 1, "brand", "brand retailer", "9507000");
        add("Third", 2, "brand distributor", "brand distributor", "95080011");
        add("Meridian", 1, "distributor", "distributor", "9508000");
        add("Hauler", 2, "distributor", "distributor brand");
        add("Shop", 1, "retailer", "retailer", "9508002");
        add("Market", 2, "marketplace", "marketplace retailer");
        add("Inspector", 2, "inspector", "inspector");
        add("Barred", 0, "retailer", "retailer");
        for (String msp : authorities.keySet()) {
            admins.add(identity(msp, "Admin of " + msp, gln(90 + admins.size()), "admin", keys()));
        }
    }

    /**
     * A company.
     *
     * @param identities with its first key, with that key and another certificate, and with its second key
     */
    record Member(String name, String msp, String gln, Company.Form first, List<Identity> identities) {}

    /** A key with a certificate, and what stands in that. */
    record Identity(TestParty party, Caller caller, By by) {
        ClaimantSignature sign(byte[] message, Instant at) {
            return ClaimantSignature.sign(
                    ECDSA, party.gln(), party.certificate(), party.keys().getPrivate(), message, at);
        }
    }

    Member member(String gln) {
        return members.stream().filter(one -> one.gln().equals(gln)).findFirst().orElseThrow();
    }

    private void add(String name, int msp, String roles, String certified, String... prefixes) {
        String gln = gln(members.size());
        KeyPair first = keys();
        List<Identity> identities = List.of(
                identity(MSPS.get(msp), name, gln, certified, first),
                identity(MSPS.get(msp), name, gln, certified, first),
                identity(MSPS.get(msp), name, gln, certified, keys()));
        members.add(new Member(
                name,
                MSPS.get(msp),
                gln,
                new Company.Form(name, identities.get(0).by().key(), words(roles), Set.of(prefixes), false, Set.of()),
                identities));
    }

    private Identity identity(String msp, String name, String gln, String roles, KeyPair keys) {
        String certified = String.join(",", words(roles));
        TestParty party = new TestParty(
                name,
                new org.touchmark.domain.party.MspId(msp),
                new org.touchmark.domain.gs1.Gln(gln),
                words(roles).stream().map(Role::parse).toList(),
                List.of(),
                keys,
                authorities.get(msp).issue(keys, gln, certified));
        Caller caller = party.caller();
        if (roles.equals("admin")) {
            caller = new Caller(caller.msp(), Optional.empty(), caller.roles(), caller.key(), caller.certificate());
        }
        return new Identity(party, caller, new By(gln, msp, caller.key().hex(), words(roles)));
    }

    static Set<String> words(String text) {
        return new TreeSet<>(List.of(text.split(" ")));
    }

    private static String gln(int number) {
        return CheckDigit.append("9506001%05d".formatted(number));
    }

    /** Bouncy Castle works out the curve's tables for another provider's key each time. */
    private static KeyPair keys() {
        KeyPair made = TestAuthority.p256Keys();
        try {
            PrivateKey own = KeyFactory.getInstance("EC", TestAuthority.BOUNCY_CASTLE)
                    .generatePrivate(new PKCS8EncodedKeySpec(made.getPrivate().getEncoded()));
            return new KeyPair(made.getPublic(), own);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
