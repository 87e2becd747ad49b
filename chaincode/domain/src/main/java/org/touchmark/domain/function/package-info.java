/** The ledger's functions by name: what a contract calls with a proposal's arguments, and nothing besides. */
@NullMarked
package org.touchmark.domain.function;

import org.jspecify.annotations.NullMarked;
