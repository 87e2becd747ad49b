/** Hyperledger Fabric's own programs as a network: found, configured, started as processes, administered. */
@NullMarked
package org.touchmark.network.fabric;

import org.jspecify.annotations.NullMarked;
