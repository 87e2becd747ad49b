package org.touchmark.network.local;

import java.nio.file.Path;
import org.touchmark.network.NodeKind;
import org.touchmark.network.block.Endpoint;

/**
 * What every node inside this JVM has.
 *
 * @param endpoint where others call it
 * @param bindAddress the address that it binds to
 * @param log of the JVM, which all its nodes share
 */
public record NodeAddress(
        String name, NodeKind kind, String organisation, Endpoint endpoint, String bindAddress, Path log) {}
