package org.touchmark.domain.party;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.codec.Bytes;
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

    /** Says that a party is going to be read. */
    public static void expect(LedgerState state, Gln gln) {
        state.expect(key(gln));
    }

    static Optional<Admission> find(LedgerState state, Gln gln) {
        return state.getJson(key(gln)).map(Admission::fromJson);
    }

    /** Writes a party's first form. */
    static void write(LedgerState state, Admission first) {
        state.putJson(key(first.party().gln()), first.toJson());
    }

    /** Writes a party's next form; the one before is kept under its version. */
    static void write(LedgerState state, Admission before, Admission next) {
        state.putJson(key(before.party().gln(), before.version()), before.toJson());
        write(state, next);
    }

    private static LedgerKey key(Gln gln, int version) {
        return LedgerKey.of("party-version", gln.digits(), Integer.toString(version));
    }

    /**
     * A party in one of its forms, the present one or a former one.
     *
     * @throws RefusedException PARTY_UNKNOWN
     */
    public static Admission read(LedgerState state, Gln gln, int version) {
        Admission present = read(state, gln);
        if (present.version() == version) {
            return present;
        }
        return state.getJson(key(gln, version))
                .map(Admission::fromJson)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PARTY_UNKNOWN, "party " + gln.digits() + " never had a form " + version));
    }

    /**
     * The present form of a party.
     *
     * @throws RefusedException PARTY_UNKNOWN
     */
    public static Admission read(LedgerState state, Gln gln) {
        return find(state, gln)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PARTY_UNKNOWN, "no party with GLN " + gln.digits() + " is admitted on this ledger"));
    }

    /**
     * The party that a caller is, held against all that the ledger has of it.
     *
     * @param action what it is about to do
     * @throws RefusedException NOT_A_PARTY, KEY_MISMATCH, PARTY_SUSPENDED, or ROLE_MISSING if no role of the party's may do
     *     that to anything
     */
    public static Actor require(LedgerState state, Caller caller, Action action) {
        Admission admission = require(state, caller);
        Actor actor = Actor.of(admission, caller, action);
        if (Arrays.stream(Action.Whose.values()).noneMatch(actor::may)) {
            throw Actor.missing(admission.party(), action);
        }
        return actor;
    }

    /**
     * A party as it would be if it called, in all of its roles: for questions about what it may do.
     *
     * @throws RefusedException PARTY_UNKNOWN
     */
    public static Actor actor(LedgerState state, Gln gln, Action action) {
        Admission admission = read(state, gln);
        Party party = admission.party();
        Set<Role> roles = Set.copyOf(party.roles());
        return new Actor(
                admission,
                new Caller(party.msp(), Optional.of(gln), roles, party.key(), Bytes.of(new byte[0])),
                roles,
                action);
    }

    /**
     * A party that can take part in something: admitted and not suspended.
     *
     * @throws RefusedException PARTY_UNKNOWN or PARTY_SUSPENDED
     */
    public static Party requireActive(LedgerState state, Gln gln) {
        Admission admission = read(state, gln);
        if (admission.suspension().isPresent()) {
            throw suspended(gln);
        }
        return admission.party();
    }

    private static Admission require(LedgerState state, Caller caller) {
        Gln gln = caller.gln()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY,
                        "the caller's certificate from " + caller.msp() + " carries no touchmark.gln"));
        Admission admission = find(state, gln)
                .filter(admitted -> admitted.party().msp().equals(caller.msp()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.NOT_A_PARTY,
                        "no party with GLN " + gln.digits() + " is admitted for organisation " + caller.msp()));
        if (!admission.party().key().equals(caller.key())) {
            throw new RefusedException(
                    ErrorCode.KEY_MISMATCH,
                    "the caller's key is not the one admitted for party " + gln.digits()
                            + "; enrol with the same key, or have the new one voted in");
        }
        if (admission.suspension().isPresent()) {
            throw suspended(gln);
        }
        return admission;
    }

    static RefusedException suspended(Gln gln) {
        return new RefusedException(
                ErrorCode.PARTY_SUSPENDED,
                "party " + gln + " is suspended by the organisations' votes; they can reinstate it");
    }
}
