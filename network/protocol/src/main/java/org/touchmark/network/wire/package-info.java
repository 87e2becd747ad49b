/** How Fabric's messages are read: as its nodes read them. */
@NullMarked
package org.touchmark.network.wire;

import org.jspecify.annotations.NullMarked;
