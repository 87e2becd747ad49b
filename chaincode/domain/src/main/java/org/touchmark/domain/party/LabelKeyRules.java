package org.touchmark.domain.party;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How brands register the keys that sign their labels, and revoke them. A brand changes its key by registering the next
 * one and revoking the last: batches name the key that they are labelled with, and are judged by the time of their seal.
 *
 * <p>The times that a brand signs decide for every reader, so the ledger takes none that its own order contradicts: no seal from
 * before its key's first moment, and no revocation from before the last seal with it.
 */
public final class LabelKeyRules {
    private static final String TYPE = "label-key";
    private static final String SEALED_AT = "sealedAt";

    private LabelKeyRules() {}

    /**
     * Registers a label key, certified by its brand. It is valid from the moment the brand signs.
     *
     * @throws RefusedException what {@link Parties#require} throws, NOT_A_PARTY for another party's key, LABEL_KEY_EXISTS,
     *     ARGUMENT_INVALID for a key that comes revoked, TIME_REVERSED, CLOCK_SKEW, SIGNATURE_INVALID,
     *     CERTIFICATE_UNTRUSTED
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
        Epoch.bind(call);
        call.requireNow(key.validFrom(), "the label key's first moment");
        LabelKey taken = key.signed(claims.require(key.signature(), key.claim(call.channel()), actor, "the label key"));
        call.state().putJson(key(key.gln(), key.keyId()), taken.toJson());
        return taken;
    }

    /**
     * Revokes a label key from now on, by its brand's signature.
     *
     * @param revocation the brand's, over {@link LabelKey#revocationClaim}; its time is the revocation's
     * @throws RefusedException what {@link Parties#require} throws, LABEL_KEY_UNKNOWN, LABEL_KEY_REVOKED, NOT_A_PARTY,
     *     TIME_REVERSED also for a time up to the last seal with the key, CLOCK_SKEW, SIGNATURE_INVALID,
     *     CERTIFICATE_UNTRUSTED
     */
    public static LabelKey revoke(
            Call call, Caller caller, Claims claims, Gln gln, LabelKeyId id, ClaimantSignature revocation) {
        Actor actor = Parties.require(call.state(), caller, Action.REVOKE_LABEL_KEY);
        actor.requireOwner(gln, () -> "label key " + id + " is party " + gln + "'s");
        LabelKey key = read(call.state(), gln, id);
        if (key.revokedAt() != null) {
            throw new RefusedException(
                    ErrorCode.LABEL_KEY_REVOKED, "label key " + id + " was revoked at " + key.revokedAt() + " already");
        }
        Epoch.bind(call);
        call.requireNow(revocation.at(), "the revocation's time");
        Instant last = sealedAt(call.state(), key).orElse(key.validFrom());
        if (!revocation.at().isAfter(last)) {
            throw new RefusedException(
                    ErrorCode.TIME_REVERSED,
                    "label key " + id + " was used until " + last + ", its revocation is signed for " + revocation.at()
                            + "; sign for a later time");
        }
        LabelKey revoked = key.revoked(claims.require(
                revocation,
                LabelKey.revocationClaim(call.channel(), gln, id, revocation.at()),
                actor,
                "the revocation"));
        call.state().putJson(key(gln, id), revoked.toJson());
        return revoked;
    }

    /**
     * Refuses a key that a party has not registered, or that is revoked.
     *
     * @throws RefusedException LABEL_KEY_UNKNOWN
     */
    public static LabelKey require(LedgerState state, Gln gln, LabelKeyId id) {
        return find(state, gln, id).filter(key -> key.revokedAt() == null).orElseThrow(() -> unknown(gln, id));
    }

    /**
     * Notes that a batch labelled with a key is sealed, so that the key is not revoked from an earlier time on.
     *
     * @param at when the brand signs the seal
     * @throws RefusedException LABEL_KEY_REVOKED, or TIME_REVERSED for a seal from before the key's first moment
     */
    public static void seal(LedgerState state, Gln gln, LabelKeyId id, Instant at) {
        LabelKey key = find(state, gln, id).orElseThrow(() -> unknown(gln, id));
        if (key.revokedAt() != null) {
            throw new RefusedException(
                    ErrorCode.LABEL_KEY_REVOKED,
                    "label key " + id + " of the batch was revoked at " + key.revokedAt()
                            + "; abandon the batch and open it with another key");
        }
        if (at.isBefore(key.validFrom())) {
            throw new RefusedException(
                    ErrorCode.TIME_REVERSED,
                    "the seal is signed for " + at + ", before the first moment " + key.validFrom() + " of label key "
                            + id + "; check the clocks, or sign again later");
        }
        if (sealedAt(state, key).filter(last -> !last.isBefore(at)).isEmpty()) {
            state.putJson(
                    use(key),
                    JsonObject.builder().put(SEALED_AT, at.toEpochMilli()).build());
        }
    }

    /**
     * A label key of a party, revoked or not.
     *
     * @throws RefusedException LABEL_KEY_UNKNOWN
     */
    public static LabelKey read(LedgerState state, Gln gln, LabelKeyId id) {
        return find(state, gln, id).orElseThrow(() -> unknown(gln, id));
    }

    private static Optional<LabelKey> find(LedgerState state, Gln gln, LabelKeyId id) {
        return state.getJson(key(gln, id)).map(LabelKey::fromJson);
    }

    private static Optional<Instant> sealedAt(LedgerState state, LabelKey key) {
        return state.getJson(use(key)).map(json -> Instant.ofEpochMilli(json.number(SEALED_AT)));
    }

    private static LedgerKey use(LabelKey key) {
        return LedgerKey.of("label-key-use", key.gln().digits(), key.keyId().hex());
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
