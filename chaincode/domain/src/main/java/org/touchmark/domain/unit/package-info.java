/** The unit: its digest on the ledger, its serial, and how easily that serial is guessed. */
@NullMarked
package org.touchmark.domain.unit;

import org.jspecify.annotations.NullMarked;
