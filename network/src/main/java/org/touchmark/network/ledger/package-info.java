/** One peer's copy of the channel: blocks, validation, state, history, in one durable database. */
@NullMarked
package org.touchmark.network.ledger;

import org.jspecify.annotations.NullMarked;
