/** The peer's side of the chaincode stream, and the simulation it drives. */
@NullMarked
package org.touchmark.network.chaincode;

import org.jspecify.annotations.NullMarked;
