package org.touchmark.scanner.party;

import java.util.Locale;

/** What a label's picture is made of. */
public enum LabelFormat {
    /** Dots, for a printer. */
    PNG,
    /** Lines, for any size. */
    SVG;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The ending of a file's name. */
    public String ending() {
        return "." + wireName();
    }
}
