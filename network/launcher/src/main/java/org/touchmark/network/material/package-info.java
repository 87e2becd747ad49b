/** Everything a network keeps on disk before its first block: authorities, identities, block 0, and how to reach it. */
@NullMarked
package org.touchmark.network.material;

import org.jspecify.annotations.NullMarked;
