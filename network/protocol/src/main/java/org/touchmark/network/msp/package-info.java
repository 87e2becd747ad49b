/** Identities, membership and policies of a channel, read from its configuration as Fabric's msp and policies packages do. */
@NullMarked
package org.touchmark.network.msp;

import org.jspecify.annotations.NullMarked;
