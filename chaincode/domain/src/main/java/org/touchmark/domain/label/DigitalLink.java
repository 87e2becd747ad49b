package org.touchmark.domain.label;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;

/**
 * A label's URI, by the GS1 Digital Link Standard: URI Syntax 1.6: {@code
 * https://HOST/01/{gtin}/10/{lot}/21/{serial}?17={YYMMDD}&tm={proof}}, or compact {@code HTTPS://HOST/01/{gtin}/21/{serial}}.
 *
 * @param unverified AIs that the label's signature does not cover, in the order of the link
 */
public record DigitalLink(
        LabelOrigin origin,
        Gtin gtin,
        @Nullable Lot lot,
        SerialNumber serial,
        @Nullable Gs1Date expiry,
        @Nullable LabelProof proof,
        List<UnverifiedAttribute> unverified) {
    /** Characters of a code at most. */
    public static final int MAX_CHARACTERS = 2048;

    /** AIs beside the known ones at most. */
    public static final int MAX_UNVERIFIED = 32;

    public DigitalLink {
        unverified = List.copyOf(unverified);
        if (isDots(serial.value())) {
            throw new RefusedException(ErrorCode.SERIAL_INVALID, dots("serial", serial.value()));
        }
        if (lot != null && isDots(lot.value())) {
            throw new RefusedException(ErrorCode.LOT_INVALID, dots("lot", lot.value()));
        }
    }

    /** A label that proves its maker. */
    public static DigitalLink signed(LabelOrigin origin, LabelClaim claim, LabelProof proof) {
        return new DigitalLink(origin, claim.gtin(), claim.lot(), claim.serial(), claim.expiry(), proof, List.of());
    }

    /** A label of a GTIN and a serial only. */
    public static DigitalLink compact(LabelOrigin origin, UnitId unit) {
        return new DigitalLink(origin, unit.gtin(), null, unit.serial(), null, null, List.of());
    }

    /** Reads a scanned code; says where and why when it is no label. */
    public static DigitalLink parse(String code) throws MalformedCodeException {
        return new LinkReader(code).readUnit();
    }

    /** Signed if it carries a proof. */
    public LabelProfile profile() {
        return proof == null ? LabelProfile.COMPACT : LabelProfile.SIGNED;
    }

    public UnitId unit() {
        return new UnitId(gtin, serial);
    }

    /** The label's secret, a part of its unit's digest; absent on most labels. */
    public @Nullable LabelSecret secret() {
        return proof == null ? null : proof.secret();
    }

    /** What the label's signature should cover. */
    public LabelClaim claim() {
        return new LabelClaim(gtin, lot, serial, expiry, secret());
    }

    /**
     * The URI with the known AIs and the proof; unverified ones are left out. A link of GTIN and serial alone has its scheme
     * and host in upper case, so that a QR code needs its alphanumeric mode only.
     */
    public String uri() {
        boolean compact = lot == null && expiry == null && proof == null;
        StringBuilder out = new StringBuilder(compact ? origin.upperCase() : origin.toString());
        out.append("/01/").append(gtin.digits());
        if (lot != null) {
            out.append("/10/").append(PercentEncoding.encode(lot.value()));
        }
        out.append("/21/").append(PercentEncoding.encode(serial.value()));
        String separator = "?";
        if (expiry != null) {
            out.append(separator).append("17=").append(expiry.yymmdd());
            separator = "&";
        }
        if (proof != null) {
            out.append(separator).append("tm=").append(proof.encode());
        }
        return out.toString();
    }

    /** A path segment of dots is removed by every client (RFC 3986 section 5.2.4), percent-encoded or not. */
    private static boolean isDots(String value) {
        return value.equals(".") || value.equals("..");
    }

    private static String dots(String what, String value) {
        return what + " " + value + ": can't stand in a link, since browsers drop such a path segment; choose another";
    }
}
