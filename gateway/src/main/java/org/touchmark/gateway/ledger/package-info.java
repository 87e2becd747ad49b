/** The way to the ledger: one port, and its implementation over the Fabric Gateway SDK. */
@NullMarked
package org.touchmark.gateway.ledger;

import org.jspecify.annotations.NullMarked;
