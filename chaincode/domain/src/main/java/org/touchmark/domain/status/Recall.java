package org.touchmark.domain.status;

import org.touchmark.domain.machine.StateMachine;

/** Whether the maker wants a thing back. */
public enum Recall {
    NONE,
    RECALLED;

    /** Which report leads from which state to which. */
    public static final StateMachine<Recall, Status> MACHINE = StateMachine.<Recall, Status>of("Recall", NONE)
            .on(NONE, Status.RECALLED, RECALLED)
            .build();
}
