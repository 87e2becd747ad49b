/** Streams of blocks: the seek logic that a peer's Deliver and an orderer's AtomicBroadcast share. */
@NullMarked
package org.touchmark.network.deliver;

import org.jspecify.annotations.NullMarked;
