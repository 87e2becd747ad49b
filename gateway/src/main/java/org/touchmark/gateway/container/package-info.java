/** Cases and pallets: how goods are packed by whoever holds them. */
@NullMarked
package org.touchmark.gateway.container;

import org.jspecify.annotations.NullMarked;
