package org.touchmark.domain.custody;

/** What happens to a hand-off. */
public enum HandOffEvent {
    ACCEPT,
    ACCEPT_PART,
    REFUSE,
    CANCEL,
    LAPSE
}
