/** Blocks and block 0, byte for byte as Fabric computes them. */
@NullMarked
package org.touchmark.network.block;

import org.jspecify.annotations.NullMarked;
