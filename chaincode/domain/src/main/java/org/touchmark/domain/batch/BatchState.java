package org.touchmark.domain.batch;

/** How far a batch is. */
public enum BatchState {
    /** Takes pages; its units count as not registered. */
    OPEN,
    /** Closed by the brand's signature. */
    SEALED
}
