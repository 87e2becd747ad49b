package org.touchmark.domain.custody;

/** What happens to a container. */
public enum ContainerEvent {
    PACK,
    UNPACK,
    SEAL,
    UNSEAL,
    /** It is handed over, or put into another one. */
    TRAVEL
}
