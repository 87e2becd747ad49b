package org.touchmark.domain.label;

import java.util.Locale;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** What the labels of a batch carry; chosen per batch and recorded in it. */
public enum LabelProfile {
    /** GTIN, lot, serial, expiry and the maker's signature: proves its maker without a network. */
    SIGNED,
    /** GTIN and serial only, all alphanumeric, for small goods: proves as much, but only online. */
    COMPACT;

    /** The lower-case name. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static LabelProfile parse(String wire) {
        for (LabelProfile profile : values()) {
            if (profile.wire().equals(wire)) {
                return profile;
            }
        }
        throw new RefusedException(
                ErrorCode.ARGUMENT_INVALID, "label profile \"" + wire + "\": should be signed or compact");
    }
}
