package org.touchmark.domain.status;

import org.touchmark.domain.machine.StateMachine;

/** How far a thing's life is. */
public enum Life {
    /** On its way to who will use it. */
    ACTIVE,
    /** Left the market that it was made for. */
    EXPORTED,
    /** Given away or taken for a test. */
    SAMPLE,
    /** Sold to who uses it. */
    SOLD,
    /** Taken out of the market. */
    DECOMMISSIONED,
    /** No more. */
    DESTROYED;

    /** Which report leads from which state to which. */
    public static final StateMachine<Life, Status> MACHINE = StateMachine.<Life, Status>of("Life of a unit", ACTIVE)
            .on(ACTIVE, Status.EXPORTED, EXPORTED)
            .on(ACTIVE, Status.SAMPLE, SAMPLE)
            .on(ACTIVE, Status.SOLD, SOLD)
            .on(ACTIVE, Status.DECOMMISSIONED, DECOMMISSIONED)
            .on(ACTIVE, Status.DESTROYED, DESTROYED)
            .on(EXPORTED, Status.SAMPLE, SAMPLE)
            .on(EXPORTED, Status.SOLD, SOLD)
            .on(EXPORTED, Status.DECOMMISSIONED, DECOMMISSIONED)
            .on(EXPORTED, Status.DESTROYED, DESTROYED)
            .on(SAMPLE, Status.DECOMMISSIONED, DECOMMISSIONED)
            .on(SAMPLE, Status.DESTROYED, DESTROYED)
            .on(SOLD, Status.DECOMMISSIONED, DECOMMISSIONED)
            .on(SOLD, Status.DESTROYED, DESTROYED)
            .on(DECOMMISSIONED, Status.DESTROYED, DESTROYED)
            .build();
}
