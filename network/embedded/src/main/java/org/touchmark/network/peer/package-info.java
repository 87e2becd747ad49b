/** A peer's services: Gateway, Endorser, Deliver. */
@NullMarked
package org.touchmark.network.peer;

import org.jspecify.annotations.NullMarked;
