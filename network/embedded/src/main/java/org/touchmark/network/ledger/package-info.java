/** One node's copy of the channel: blocks, state, history, in one durable database. */
@NullMarked
package org.touchmark.network.ledger;

import org.jspecify.annotations.NullMarked;
