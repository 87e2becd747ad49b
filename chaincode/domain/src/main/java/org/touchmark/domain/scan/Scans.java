package org.touchmark.domain.scan;

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
        throw new MalformedCodeException(
                1,
                scan instanceof Scan.Other other
                        ? other.said()
                        : "it is no code of GS1's; a label begins with https://");
    }

    /**
     * An SSCC, as digits or as scanned.
     *
     * @throws RefusedException SSCC_INVALID
     */
    public static Sscc sscc(String text) {
        return Scan.read(text) instanceof Scan.Other other && other.thing() == Thing.CONTAINER_CODE
                ? new Sscc(other.value("00"))
                : new Sscc(text);
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
        boolean isProduct =
                scan instanceof Scan.Other other && !other.value("01").isEmpty();
        return isProduct ? new Gtin(((Scan.Other) scan).value("01")) : Gtin.parse(text);
    }

    /**
     * A GLN, as 13 digits or as scanned.
     *
     * @throws RefusedException GLN_INVALID
     */
    public static Gln gln(String text) {
        if (Scan.read(text) instanceof Scan.Other other && other.thing() == Thing.LOCATION_CODE) {
            return new Gln(other.elements().get(0).value());
        }
        return new Gln(text);
    }
}
