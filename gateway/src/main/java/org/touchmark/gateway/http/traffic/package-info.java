/** How much of the gateway one caller can take, so that the others and the health checks have the rest. */
@NullMarked
package org.touchmark.gateway.http.traffic;

import org.jspecify.annotations.NullMarked;
