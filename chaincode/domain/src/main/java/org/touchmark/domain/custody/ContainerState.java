package org.touchmark.domain.custody;

import org.touchmark.domain.machine.StateMachine;

/** Whether a container can be packed, or travel. */
public enum ContainerState {
    /** Takes things and gives them back; stays where it is, by itself. */
    OPEN,
    /** Closed: what is in it stays, and it can be handed over or put into another one. */
    SEALED;

    /** Which event leads from which state to which. */
    public static final StateMachine<ContainerState, ContainerEvent> MACHINE =
            StateMachine.<ContainerState, ContainerEvent>of("Container", OPEN)
                    .on(OPEN, ContainerEvent.PACK, OPEN)
                    .on(OPEN, ContainerEvent.UNPACK, OPEN)
                    .on(OPEN, ContainerEvent.SEAL, SEALED)
                    .on(SEALED, ContainerEvent.UNSEAL, OPEN)
                    .on(SEALED, ContainerEvent.TRAVEL, SEALED)
                    .on(SEALED, ContainerEvent.FALL_SHORT, SEALED)
                    .build();
}
