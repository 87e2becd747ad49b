package org.touchmark.domain.custody;

/** What happens to a container. */
public enum ContainerEvent {
    PACK,
    UNPACK,
    SEAL,
    UNSEAL,
    OFFER
}
