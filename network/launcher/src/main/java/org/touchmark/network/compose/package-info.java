/** A network as containers: a Compose file over Fabric's official images, with all that its services read. */
@NullMarked
package org.touchmark.network.compose;

import org.jspecify.annotations.NullMarked;
