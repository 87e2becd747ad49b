package org.touchmark.domain.label;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.Ed25519Signatures;

/**
 * A key that signs labels, as its brand registers it on the ledger. A label is judged by its batch's seal time, so that
 * revoking a key later does not kill the stock on the shelf. Times have milliseconds. JSON:
 * {@code {"gln","keyId":hex,"publicKey":hex,"revokedAt"?:millis,"revocation"?:{..},"signature":{..},"validFrom":millis}}.
 *
 * @param publicKey 32 bytes, raw Ed25519
 * @param signature the brand's, over {@link #claim}
 * @param revocation the brand's, over {@link #revocationClaim}: nobody else takes a key out of force
 */
public record LabelKey(
        LabelKeyId keyId,
        Bytes publicKey,
        Gln gln,
        Instant validFrom,
        @Nullable Instant revokedAt,
        ClaimantSignature signature,
        @Nullable ClaimantSignature revocation) {
    private static final String DOMAIN = "touchmark/label-key/v1";
    private static final String REVOCATION = "touchmark/label-key-revocation/v1";

    public LabelKey {
        if (!Ed25519Signatures.isAcceptableKey(publicKey)) {
            throw refused(keyId, "public key is not a canonical Ed25519 point of 32 bytes and full order");
        }
        LabelKeyId should = LabelKeyId.of(publicKey);
        if (!keyId.equals(should)) {
            throw refused(keyId, "id should be " + should + ", the start of its public key's SHA-256");
        }
        if (!signature.gln().equals(gln)) {
            throw refused(keyId, "belongs to GLN " + gln + " but is signed by " + signature.gln());
        }
        validFrom = Instant.ofEpochMilli(validFrom.toEpochMilli());
        revokedAt = revokedAt == null ? null : Instant.ofEpochMilli(revokedAt.toEpochMilli());
    }

    /** A key without a signed revocation. */
    public LabelKey(
            LabelKeyId keyId,
            Bytes publicKey,
            Gln gln,
            Instant validFrom,
            @Nullable Instant revokedAt,
            ClaimantSignature signature) {
        this(keyId, publicKey, gln, validFrom, revokedAt, signature, null);
    }

    /** This key with its brand's signature as the ledger took it. */
    public LabelKey signed(ClaimantSignature by) {
        return new LabelKey(keyId, publicKey, gln, validFrom, revokedAt, by, revocation);
    }

    /** This key as its brand's revocation leaves it. */
    public LabelKey revoked(ClaimantSignature by) {
        return new LabelKey(keyId, publicKey, gln, validFrom, by.at(), signature, by);
    }

    /** The bytes that the brand signs to revoke a key: channel, GLN, key id (hex), revoked at (millis). */
    public static byte[] revocationClaim(String channel, Gln gln, LabelKeyId keyId, Instant revokedAt) {
        return SignedBytes.of(REVOCATION)
                .text(channel)
                .text(gln.digits())
                .text(keyId.hex())
                .number(revokedAt.toEpochMilli())
                .toBytes();
    }

    /** The bytes that this key's brand signed to revoke it, on this channel; only for revoked keys. */
    public byte[] revocationClaim(String channel) {
        if (revokedAt == null) {
            throw new IllegalStateException("label key " + keyId + " is not revoked");
        }
        return revocationClaim(channel, gln, keyId, revokedAt);
    }

    /** The bytes that the brand signs to register a key: channel, GLN, key id (hex), public key, valid from (millis). */
    public static byte[] claim(String channel, Gln gln, Bytes publicKey, Instant validFrom) {
        return SignedBytes.of(DOMAIN)
                .text(channel)
                .text(gln.digits())
                .text(LabelKeyId.of(publicKey).hex())
                .bytes(publicKey)
                .number(validFrom.toEpochMilli())
                .toBytes();
    }

    /** The bytes that this key's brand signed, on this channel. */
    public byte[] claim(String channel) {
        return claim(channel, gln, publicKey, validFrom);
    }

    /** Whether the proof names this key and is its signature of the claim. */
    public boolean verifies(Ed25519Signatures signatures, LabelClaim claim, LabelProof proof) {
        return proof.keyId().equals(keyId)
                && signatures.verifies(
                        publicKey, claim.signedBytes(), proof.signature().toArray());
    }

    /** Whether labels of a batch sealed at this instant may be signed by this key. */
    public boolean isValidAt(Instant instant) {
        return !instant.isBefore(validFrom) && (revokedAt == null || instant.isBefore(revokedAt));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("keyId", keyId.hex())
                .putHex("publicKey", publicKey)
                .put("gln", gln.digits())
                .put("validFrom", validFrom.toEpochMilli())
                .putIfPresent("revokedAt", revokedAt == null ? null : new JsonValue.Int(revokedAt.toEpochMilli()))
                .put("signature", signature.toJson())
                .putIfPresent("revocation", revocation == null ? null : revocation.toJson())
                .build();
    }

    public static LabelKey fromJson(JsonObject json) {
        json.requireOnly("keyId", "publicKey", "gln", "validFrom", "revokedAt", "signature", "revocation");
        return new LabelKey(
                LabelKeyId.parse(json.text("keyId")),
                json.hex("publicKey", Ed25519Signatures.PUBLIC_KEY_LENGTH),
                new Gln(json.text("gln")),
                instant(json, "validFrom"),
                json.has("revokedAt") ? instant(json, "revokedAt") : null,
                ClaimantSignature.fromJson(json.object("signature")),
                json.has("revocation") ? ClaimantSignature.fromJson(json.object("revocation")) : null);
    }

    private static Instant instant(JsonObject json, String name) {
        return Instant.ofEpochMilli(json.number(name, 0, JsonValue.Int.MAX));
    }

    private static RefusedException refused(LabelKeyId keyId, String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "label key " + keyId + ": " + rule);
    }
}
