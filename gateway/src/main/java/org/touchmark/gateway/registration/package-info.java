/** From a list of serials to a sealed batch: reading, checking, keeping, sending, sealing. */
@NullMarked
package org.touchmark.gateway.registration;

import org.jspecify.annotations.NullMarked;
