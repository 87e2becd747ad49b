package org.touchmark.domain.custody;

import java.util.Locale;
import org.touchmark.domain.machine.StateMachine;

/** How far a hand-off is. */
public enum HandOffState {
    /** The sender has offered; the goods are in transit until the receiver answers or the deadline passes. */
    OFFERED,
    /** The receiver has signed for the goods. */
    ACCEPTED,
    /** The receiver has signed for a part; the rest is the sender's again. */
    ACCEPTED_IN_PART,
    /** The receiver does not take the goods. */
    REFUSED,
    /** The sender has taken its offer back. */
    CANCELLED,
    /** The deadline passed, and somebody has noted it. */
    LAPSED;

    /** Which event leads from which state to which. */
    public static final StateMachine<HandOffState, HandOffEvent> MACHINE = StateMachine.<HandOffState, HandOffEvent>of(
                    "Hand-off", OFFERED)
            .on(OFFERED, HandOffEvent.ACCEPT, ACCEPTED)
            .on(OFFERED, HandOffEvent.ACCEPT_PART, ACCEPTED_IN_PART)
            .on(OFFERED, HandOffEvent.REFUSE, REFUSED)
            .on(OFFERED, HandOffEvent.CANCEL, CANCELLED)
            .on(OFFERED, HandOffEvent.LAPSE, LAPSED)
            .build();

    /** Whether the receiver has taken goods over. */
    public boolean isAccepted() {
        return this == ACCEPTED || this == ACCEPTED_IN_PART;
    }

    /** Its name in signed bytes and in prose. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
