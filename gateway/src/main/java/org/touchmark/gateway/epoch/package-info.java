/** Advances the ledger's epoch, so that what is bound by a deadline can't be held back past it. */
@NullMarked
package org.touchmark.gateway.epoch;

import org.jspecify.annotations.NullMarked;
