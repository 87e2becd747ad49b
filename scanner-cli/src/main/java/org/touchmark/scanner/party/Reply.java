package org.touchmark.scanner.party;

import java.util.Locale;

/** What one side says to a hand-off, other than that it accepts. */
public enum Reply {
    /** The receiver does not take the goods. */
    REFUSE,
    /** The sender takes its offer back. */
    CANCEL,
    /** The deadline has passed. */
    LAPSE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
