package org.touchmark.domain.party;

import java.util.List;
import java.util.stream.Collectors;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/** Reads parties from the ledger, and holds callers and signatures against them. */
public final class Parties {
    private static final String TYPE = "party";

    private Parties() {}

    static LedgerKey key(Gln gln) {
        return LedgerKey.of(TYPE, gln.digits());
    }

    /**
     * The admission of a party.
     *
     * @throws RefusedException PARTY_UNKNOWN
     */
    public static Admission read(LedgerState state, Gln gln) {
        return state.getJson(key(gln))
                .map(Admission::fromJson)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PARTY_UNKNOWN, "no party with GLN " + gln.digits() + " is admitted on this ledger"));
    }

    /**
     * The party that a caller is, held against all that the ledger has of it.
     *
     * @param roles those that suffice, on the ledger and in the certificate
     * @throws RefusedException NOT_A_PARTY, KEY_MISMATCH or ROLE_MISSING
     */
    public static Party require(LedgerState state, Caller caller, List<Role> roles) {
        Gln gln = caller.gln()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY,
                        "the caller's certificate from " + caller.msp() + " carries no touchmark.gln"));
        Party party = state.getJson(key(gln))
                .map(Admission::fromJson)
                .map(Admission::party)
                .filter(admitted -> admitted.msp().equals(caller.msp()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY,
                        "no party with GLN " + gln.digits() + " is admitted for organisation " + caller.msp()));
        if (!party.key().equals(caller.key())) {
            throw new RefusedException(
                    ErrorCode.KEY_MISMATCH,
                    "the caller's key is not the one admitted for party " + gln.digits() + "; enrol with the same key");
        }
        if (roles.stream().noneMatch(role -> has(party, caller, role))) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING,
                    "party " + gln.digits() + " needs, on the ledger and in its certificate, the role "
                            + roles.stream().map(Role::wire).collect(Collectors.joining(" or ")));
        }
        return party;
    }

    /** As {@link #require(LedgerState, Caller, List)}, for one role. */
    public static Party require(LedgerState state, Caller caller, Role role) {
        return require(state, caller, List.of(role));
    }

    private static boolean has(Party party, Caller caller, Role role) {
        return party.roles().contains(role) && caller.roles().contains(role);
    }
}
