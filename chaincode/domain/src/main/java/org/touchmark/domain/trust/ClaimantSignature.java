package org.touchmark.domain.trust;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/**
 * A claim's signature by the party that makes it, with the certificate that names the party, so that anyone who holds the
 * organisations' roots can check it. {@code at} is when the signer says it signed; it counts only where the signed bytes
 * hold it too. JSON: {@code {"at":millis,"certificate":base64 DER,"gln":..,"signature":base64 DER,"version"?:..}}.
 *
 * @param version which form of the party the ledger held it against, from 1, so that whoever reads it later judges keys,
 *     roles and prefixes as of the claim's place in the ledger's order; {@link #UNTAKEN} until the ledger takes it
 */
public record ClaimantSignature(Gln gln, Bytes certificate, Bytes signature, Instant at, int version) {
    /** The version of a signature that no ledger has taken yet. */
    public static final int UNTAKEN = 0;

    /** Forms of one party at most. */
    public static final int MAX_VERSION = 1_000_000;

    /** Bytes of a certificate at most; Fabric CA's are below 1,500. */
    public static final int MAX_CERTIFICATE_BYTES = 8192;

    /** Bytes of a P-256 signature in DER at most. */
    public static final int MAX_SIGNATURE_BYTES = 72;

    public ClaimantSignature {
        if (certificate.length() > MAX_CERTIFICATE_BYTES) {
            throw refused("certificate has " + certificate.length() + " bytes, at most " + MAX_CERTIFICATE_BYTES);
        }
        if (signature.length() > MAX_SIGNATURE_BYTES) {
            throw refused("signature has " + signature.length() + " bytes, at most " + MAX_SIGNATURE_BYTES);
        }
        long millis = at.toEpochMilli();
        if (millis < 0 || millis > JsonValue.Int.MAX) {
            throw refused("time " + at + " is out of range");
        }
        at = Instant.ofEpochMilli(millis);
        if (version < UNTAKEN || version > MAX_VERSION) {
            throw refused("version " + version + " is out of range");
        }
    }

    /** A signature as its claimant gives it. */
    public ClaimantSignature(Gln gln, Bytes certificate, Bytes signature, Instant at) {
        this(gln, certificate, signature, at, UNTAKEN);
    }

    /** This signature as the ledger took it: held against that form of the party. */
    public ClaimantSignature taken(int of) {
        return new ClaimantSignature(gln, certificate, signature, at, of);
    }

    /** Signs a message with a party's own key. */
    public static ClaimantSignature sign(
            EcdsaSignatures signatures,
            Gln gln,
            X509Certificate certificate,
            PrivateKey key,
            byte[] message,
            Instant at) {
        try {
            Bytes signature = Bytes.of(signatures.sign(key, message));
            return new ClaimantSignature(gln, Bytes.of(certificate.getEncoded()), signature, at);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate of GLN " + gln + ": can't be encoded", e);
        }
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("gln", gln.digits())
                .putBase64("certificate", certificate)
                .putBase64("signature", signature)
                .put("at", at.toEpochMilli());
        if (version != UNTAKEN) {
            json.put("version", version);
        }
        return json.build();
    }

    public static ClaimantSignature fromJson(JsonObject json) {
        json.requireOnly("gln", "certificate", "signature", "at", "version");
        return new ClaimantSignature(
                new Gln(json.text("gln")),
                json.base64("certificate", MAX_CERTIFICATE_BYTES),
                json.base64("signature", MAX_SIGNATURE_BYTES),
                Instant.ofEpochMilli(json.number("at", 0, JsonValue.Int.MAX)),
                json.has("version") ? json.integer("version", 1, MAX_VERSION) : UNTAKEN);
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.SIGNATURE_INVALID, "claimant's signature: " + rule);
    }
}
