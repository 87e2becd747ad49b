package org.touchmark.domain.status;

import java.util.Locale;

/** A condition of goods that bars some of what could be done with them: see {@link Deed}. */
public enum Hindrance {
    STOLEN,
    RECALLED,
    SOLD,
    DECOMMISSIONED,
    DESTROYED;

    /** In plain words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
