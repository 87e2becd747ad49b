/** The port to the ledger's state, and the rules that every write obeys whatever it writes. */
@NullMarked
package org.touchmark.domain.ledger;

import org.jspecify.annotations.NullMarked;
