package org.touchmark.domain.label;

import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.trust.Ed25519Signer;

/** What a label's signature covers: each AI that Touchmark knows and the secret, but not the host, which may change. */
public record LabelClaim(
        Gtin gtin,
        @Nullable Lot lot,
        SerialNumber serial,
        @Nullable Gs1Date expiry,
        @Nullable LabelSecret secret) {
    private static final String DOMAIN = "touchmark/label/v1";

    /** The bytes to sign: GTIN, lot or empty, serial, expiry as YYMMDD or empty, secret or empty. */
    public byte[] signedBytes() {
        return SignedBytes.of(DOMAIN)
                .text(gtin.digits())
                .textOrEmpty(lot == null ? null : lot.value())
                .text(serial.value())
                .textOrEmpty(expiry == null ? null : expiry.yymmdd())
                .bytes(secret == null ? new byte[0] : secret.value().toArray())
                .toBytes();
    }

    /** The proof for the label, by the key with this id. */
    public LabelProof sign(LabelKeyId keyId, Ed25519Signer signer) {
        return new LabelProof(keyId, Bytes.of(signer.sign(signedBytes())), secret);
    }

    public UnitId unit() {
        return new UnitId(gtin, serial);
    }
}
