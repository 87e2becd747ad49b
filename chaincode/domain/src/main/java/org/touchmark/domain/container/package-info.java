/** How goods are packed: containers made, filled, emptied, sealed and opened by whoever holds them. */
@NullMarked
package org.touchmark.domain.container;

import org.jspecify.annotations.NullMarked;
