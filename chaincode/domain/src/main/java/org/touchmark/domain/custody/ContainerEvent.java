package org.touchmark.domain.custody;

/** What happens to a container. */
public enum ContainerEvent {
    PACK,
    UNPACK,
    SEAL,
    UNSEAL,
    /** It is handed over, or put into another one. */
    TRAVEL,
    /** It is accepted less some of what is in it, which stays with the sender. */
    FALL_SHORT
}
