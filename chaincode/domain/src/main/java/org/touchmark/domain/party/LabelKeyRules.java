package org.touchmark.domain.party;

import java.util.List;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How brands register the keys that sign their labels, and revoke them. A brand changes its key by registering the next
 * one and revoking the last: batches name the key that they are labelled with, and are judged by the time of their seal.
 */
public final class LabelKeyRules {
    private static final String TYPE = "label-key";

    private LabelKeyRules() {}

    /**
     * Registers a label key, certified by its brand. It is valid from the moment the brand signs.
     *
     * @throws RefusedException what {@link Parties#require} throws, NOT_A_PARTY for another party's key, LABEL_KEY_EXISTS,
     *     ARGUMENT_INVALID for a key that comes revoked, CLOCK_SKEW, SIGNATURE_INVALID
     */
    public static LabelKey register(Call call, Caller caller, Claims claims, LabelKey key) {
        Actor actor = Parties.require(call.state(), caller, Action.REGISTER_LABEL_KEY);
        actor.requireOwner(key.gln(), () -> "label key " + key.keyId() + " is party " + key.gln() + "'s");
        if (key.revokedAt() != null) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "label key " + key.keyId() + " is revoked; register a new one");
        }
        if (call.state().get(key(key.gln(), key.keyId())).isPresent()) {
            throw new RefusedException(
                    ErrorCode.LABEL_KEY_EXISTS, "party " + key.gln() + " has a label key " + key.keyId() + " already");
        }
        if (!key.signature().at().equals(key.validFrom())) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    "label key " + key.keyId() + " is valid from " + key.validFrom() + ", its signature says "
                            + key.signature().at());
        }
        call.requireNow(key.validFrom(), "the label key's first moment");
        claims.require(key.signature(), key.claim(call.channel()), actor.party(), "the label key");
        call.state().putJson(key(key.gln(), key.keyId()), key.toJson());
        return key;
    }

    /**
     * Revokes a label key from now on, by its brand's signature.
     *
     * @param revocation the brand's, over {@link LabelKey#revocationClaim}; its time is the revocation's
     * @throws RefusedException what {@link Parties#require} throws, LABEL_KEY_UNKNOWN, LABEL_KEY_REVOKED, NOT_A_PARTY,
     *     TIME_REVERSED, CLOCK_SKEW, SIGNATURE_INVALID
     */
    public static LabelKey revoke(
            Call call, Caller caller, Claims claims, Gln gln, LabelKeyId id, ClaimantSignature revocation) {
        Actor actor = Parties.require(call.state(), caller, Action.REVOKE_LABEL_KEY);
        actor.requireOwner(gln, () -> "label key " + id + " is party " + gln + "'s");
        LabelKey key =
                call.state().getJson(key(gln, id)).map(LabelKey::fromJson).orElseThrow(() -> unknown(gln, id));
        if (key.revokedAt() != null) {
            throw new RefusedException(
                    ErrorCode.LABEL_KEY_REVOKED, "label key " + id + " was revoked at " + key.revokedAt() + " already");
        }
        call.requireNotBefore(key.validFrom(), "the label key's first moment");
        call.requireNow(revocation.at(), "the revocation's time");
        LabelKey revoked = key.revoked(revocation);
        claims.require(revocation, revoked.revocationClaim(call.channel()), actor.party(), "the revocation");
        call.state().putJson(key(gln, id), revoked.toJson());
        return revoked;
    }

    /**
     * Refuses a key that a party has not registered, or that is revoked.
     *
     * @throws RefusedException LABEL_KEY_UNKNOWN
     */
    public static LabelKey require(LedgerState state, Gln gln, LabelKeyId id) {
        return state.getJson(key(gln, id))
                .map(LabelKey::fromJson)
                .filter(key -> key.revokedAt() == null)
                .orElseThrow(() -> unknown(gln, id));
    }

    /**
     * Refuses a key that was revoked since a batch was opened with it.
     *
     * @throws RefusedException LABEL_KEY_REVOKED
     */
    public static void requireUnrevoked(LedgerState state, Gln gln, LabelKeyId id) {
        state.getJson(key(gln, id))
                .map(LabelKey::fromJson)
                .filter(key -> key.revokedAt() != null)
                .ifPresent(key -> {
                    throw new RefusedException(
                            ErrorCode.LABEL_KEY_REVOKED,
                            "label key " + id + " of the batch was revoked at " + key.revokedAt()
                                    + "; abandon the batch and open it with another key");
                });
    }

    /** All label keys of a party, by id. In evaluations only. */
    public static List<LabelKey> list(LedgerState state, Gln gln) {
        return state.list(LedgerKey.of(TYPE, gln.digits())).stream()
                .map(Entry::json)
                .map(LabelKey::fromJson)
                .toList();
    }

    private static RefusedException unknown(Gln gln, LabelKeyId id) {
        return new RefusedException(
                ErrorCode.LABEL_KEY_UNKNOWN,
                "party " + gln + " has no label key " + id + " in force; register it first");
    }

    private static LedgerKey key(Gln gln, LabelKeyId id) {
        return LedgerKey.of(TYPE, gln.digits(), id.hex());
    }
}
