package org.touchmark.domain.batch;

/** What happens to a batch. */
public enum BatchEvent {
    /** Pages come, in any order. */
    ADD_PAGES,
    /** A run of pages is folded into its subtree's root. */
    SEAL_CHUNK,
    /** The brand signs the root. */
    SEAL,
    /** The brand gives the batch up. */
    ABANDON,
    /** The brand begins again, under the same lot. */
    OPEN
}
