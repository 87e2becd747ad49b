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

/** How brands register the keys that sign their labels. */
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
        Party brand = Parties.require(call.state(), caller, Role.BRAND);
        if (!brand.gln().equals(key.gln())) {
            throw new RefusedException(
                    ErrorCode.NOT_A_PARTY,
                    "label key " + key.keyId() + " is party " + key.gln() + "'s; party " + brand.gln()
                            + " can't register it");
        }
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
        claims.require(key.signature(), key.claim(call.channel()), brand, "the label key");
        call.state().putJson(key(key.gln(), key.keyId()), key.toJson());
        return key;
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
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.LABEL_KEY_UNKNOWN,
                        "party " + gln + " has no label key " + id + " in force; register it first"));
    }

    /** All label keys of a party, by id. In evaluations only. */
    public static List<LabelKey> list(LedgerState state, Gln gln) {
        return state.list(LedgerKey.of(TYPE, gln.digits())).stream()
                .map(Entry::value)
                .map(LabelKey::fromJson)
                .toList();
    }

    private static LedgerKey key(Gln gln, LabelKeyId id) {
        return LedgerKey.of(TYPE, gln.digits(), id.hex());
    }
}
