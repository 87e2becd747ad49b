package org.touchmark.domain.scan;

import java.util.Locale;

/** What had to be put right before a scanned text could be read; said beside every answer to it. */
public enum Repair {
    /** The same code several times in one go, as when a trigger is pulled twice. */
    DOUBLED("the same code came several times in one go; it counts once"),
    /** Such as {@code ]d2} (ISO/IEC 15424). */
    SYMBOLOGY_PREFIX("the scanner's symbology prefix is left out"),
    /** A text that went through a page's source. */
    AMPERSAND("&amp; is read as &"),
    /** A keyboard scanner under caps lock. */
    CASE_SWAPPED("caps lock had swapped capitals and small letters; they are swapped back"),
    /** FNC1 other than as the character GS. */
    SEPARATOR("the characters that stand for the separator FNC1 are read as it");

    private final String text;

    Repair(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** For programs. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
