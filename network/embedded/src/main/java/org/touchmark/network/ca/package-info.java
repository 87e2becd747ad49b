/** Certificate authorities: Fabric CA's REST interface, served and called. */
@NullMarked
package org.touchmark.network.ca;

import org.jspecify.annotations.NullMarked;
