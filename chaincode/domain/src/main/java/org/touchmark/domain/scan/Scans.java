package org.touchmark.domain.scan;

import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;

/** Scanned texts where one kind of thing is wanted. */
public final class Scans {
    private Scans() {}

    /** The unit that a text names; a fault that says what it is where it names something else. */
    public static DigitalLink unit(String text) throws MalformedCodeException {
        Scan scan = Scan.read(text);
        if (scan instanceof Scan.Unit unit) {
            return unit.link();
        }
        if (scan instanceof Scan.Malformed malformed) {
            throw malformed.fault();
        }
        throw scan instanceof Scan.Other other ? new MalformedCodeException(1, other.said()) : Scan.Foreign.fault();
    }

    /**
     * An SSCC, as digits or as scanned.
     *
     * @throws RefusedException SSCC_INVALID
     */
    public static Sscc sscc(String text) {
        Scan scan = Scan.read(text);
        if (scan instanceof Scan.Other other && other.thing() == Thing.CONTAINER_CODE) {
            return new Sscc(other.value("00"));
        }
        requireWhole(scan, text, ErrorCode.SSCC_INVALID);
        return new Sscc(text);
    }

    /**
     * A GTIN, as 8, 12, 13 or 14 digits or as scanned.
     *
     * @throws RefusedException GTIN_INVALID
     */
    public static Gtin gtin(String text) {
        Scan scan = Scan.read(text);
        if (scan instanceof Scan.Unit unit) {
            return unit.link().gtin();
        }
        if (scan instanceof Scan.Other other && !other.value("01").isEmpty()) {
            return new Gtin(other.value("01"));
        }
        requireWhole(scan, text, ErrorCode.GTIN_INVALID);
        return Gtin.parse(text);
    }

    /**
     * A GLN, as 13 digits or as scanned.
     *
     * @throws RefusedException GLN_INVALID
     */
    public static Gln gln(String text) {
        Scan scan = Scan.read(text);
        if (scan instanceof Scan.Other other && other.thing() == Thing.LOCATION_CODE) {
            return new Gln(other.elements().get(0).value());
        }
        requireWhole(scan, text, ErrorCode.GLN_INVALID);
        return new Gln(text);
    }

    /** Refuses a code that breaks a rule by that rule; of digits alone, the wanted kind knows its own. */
    private static void requireWhole(Scan scan, String text, ErrorCode code) {
        if (scan instanceof Scan.Malformed malformed && !BareKeys.isDigits(text)) {
            throw new RefusedException(code, malformed.fault().reason());
        }
    }
}
