/** The ledger to run against. */
@NullMarked
package org.touchmark.network;

import org.jspecify.annotations.NullMarked;
