package org.touchmark.domain.batch;

import org.touchmark.domain.machine.StateMachine;

/** How far a batch is. */
public enum BatchState {
    /** Takes pages; its units count as not registered. */
    OPEN,
    /** Closed by the brand's signature. */
    SEALED,
    /** Given up before it was sealed; its units never counted. */
    ABANDONED;

    /** Which event leads from which state to which. */
    public static final StateMachine<BatchState, BatchEvent> MACHINE = StateMachine.<BatchState, BatchEvent>of(
                    "Batch", OPEN)
            .on(OPEN, BatchEvent.ADD_PAGES, OPEN)
            .on(OPEN, BatchEvent.SEAL_CHUNK, OPEN)
            .on(OPEN, BatchEvent.SEAL, SEALED)
            .on(OPEN, BatchEvent.ABANDON, ABANDONED)
            .on(ABANDONED, BatchEvent.OPEN, OPEN)
            .build();
}
