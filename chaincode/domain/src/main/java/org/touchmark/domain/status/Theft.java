package org.touchmark.domain.status;

import org.touchmark.domain.machine.StateMachine;

/** Whether a thing is where it should be. */
public enum Theft {
    SAFE,
    STOLEN;

    /** Which report leads from which state to which. */
    public static final StateMachine<Theft, Status> MACHINE = StateMachine.<Theft, Status>of("Theft", SAFE)
            .on(SAFE, Status.STOLEN, STOLEN)
            .on(STOLEN, Status.FOUND, SAFE)
            .build();
}
