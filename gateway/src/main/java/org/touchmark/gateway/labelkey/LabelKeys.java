package org.touchmark.gateway.labelkey;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.ledger.PartyLedger;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.LabelKeyRing;
import org.touchmark.gateway.member.LabelSigner;
import org.touchmark.gateway.member.Member;

/**
 * Hosted brands' label keys. Which one is current is the ledger's to say, and kept nowhere else: the newest that is in force
 * and whose private half is here. So a gateway that is killed at any point of a change goes on with what is registered.
 */
public final class LabelKeys {
    private final String channel;
    private final Clock clock;

    /**
     * Label keys on a channel.
     *
     * @param channel the channel's name, which registrations and revocations sign
     * @param clock tells the times that are signed
     */
    public LabelKeys(String channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * A party's label keys.
     *
     * @param member the party
     * @return all that it ever registered, the newest first; none for a party that is no brand
     */
    public List<HeldLabelKey> list(Member member) {
        List<LabelKey> registered = new Registry(member.ledger())
                .labelKeys(member.gln()).stream()
                        .sorted(Comparator.comparing(LabelKey::validFrom).reversed())
                        .toList();
        Optional<LabelKeyId> current = current(member, registered);
        return registered.stream()
                .map(key -> new HeldLabelKey(
                        key,
                        isHeld(member, key),
                        current.filter(key.keyId()::equals).isPresent()))
                .toList();
    }

    /**
     * The key that new batches of a brand are labelled with.
     *
     * @param brand the brand
     * @return its id
     * @throws RefusedException LABEL_KEY_UNKNOWN
     */
    public LabelKeyId current(Member brand) {
        return list(brand).stream()
                .filter(HeldLabelKey::current)
                .map(held -> held.key().keyId())
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.LABEL_KEY_UNKNOWN,
                        "this gateway holds no label key of " + brand
                                + " that is in force; make a new one with touchmark label-key rotate, or take the compact"
                                + " profile"));
    }

    /**
     * Makes a key and registers it: new batches are labelled with it from then on. Keys before it stay in force, and so do
     * their labels.
     *
     * @param brand the brand
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same key
     * @return the key as it is registered
     * @throws RefusedException what the ledger's rules refuse; the key is forgotten then
     */
    public LabelKey rotate(Member brand, Optional<String> idempotencyKey) {
        LabelKeyRing ring = ring(brand);
        OperationId operation = brand.operation("party:RegisterLabelKey", idempotencyKey);
        LabelSigner signer = ring.madeFor(operation);
        Optional<LabelKey> registered = find(brand, signer.keyId());
        if (registered.isPresent()) {
            return registered.get();
        }
        Instant now = now();
        byte[] claim = LabelKey.claim(channel, brand.gln(), signer.publicKey(), now);
        LabelKey key = new LabelKey(signer.keyId(), signer.publicKey(), brand.gln(), now, null, brand.sign(claim, now));
        try {
            return new PartyLedger(brand.ledger()).registerLabelKey(operation, key);
        } catch (RefusedException e) {
            // Registered meanwhile by the same request, whose answer was lost.
            Optional<LabelKey> meanwhile = find(brand, signer.keyId());
            if (meanwhile.isEmpty()) {
                ring.forget(operation);
            }
            return meanwhile.orElseThrow(() -> e);
        }
    }

    /**
     * Revokes a key from now on. Labels of batches that are sealed stay genuine; with this key no batch is sealed any more.
     *
     * @param brand the brand
     * @param id the key
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same
     * @return the revoked key
     * @throws RefusedException what the ledger's rules refuse
     */
    public LabelKey revoke(Member brand, LabelKeyId id, Optional<String> idempotencyKey) {
        OperationId operation = brand.operation("party:RevokeLabelKey", idempotencyKey);
        Instant now = now();
        byte[] claim = LabelKey.revocationClaim(channel, brand.gln(), id, now);
        try {
            return new PartyLedger(brand.ledger()).revokeLabelKey(operation, id, brand.sign(claim, now));
        } catch (RefusedException e) {
            boolean again = e.code() == ErrorCode.OPERATION_REUSED || e.code() == ErrorCode.LABEL_KEY_REVOKED;
            if (idempotencyKey.isEmpty() || !again) {
                throw e;
            }
            return find(brand, id).filter(key -> key.revokedAt() != null).orElseThrow(() -> e);
        }
    }

    private static Optional<LabelKeyId> current(Member member, List<LabelKey> newestFirst) {
        return newestFirst.stream()
                .filter(key -> key.revokedAt() == null && isHeld(member, key))
                .map(LabelKey::keyId)
                .findFirst();
    }

    private static boolean isHeld(Member member, LabelKey key) {
        return member.labelKeys().flatMap(ring -> ring.find(key.keyId())).isPresent();
    }

    private static Optional<LabelKey> find(Member brand, LabelKeyId id) {
        return new Registry(brand.ledger()).labelKey(brand.gln(), id);
    }

    private static LabelKeyRing ring(Member brand) {
        return brand.labelKeys()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ROLE_MISSING, brand + " is no brand, so it signs no labels and has no label keys"));
    }

    private Instant now() {
        // Milliseconds, since the signed bytes hold no more.
        return Instant.ofEpochMilli(clock.millis());
    }
}
