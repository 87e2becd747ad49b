package org.touchmark.domain.custody;

/** How far a hand-off is. */
public enum HandOffState {
    /** The sender has offered; the units are in transit until the receiver accepts or the deadline passes. */
    OFFERED,
    /** The receiver has signed for the units. */
    ACCEPTED
}
