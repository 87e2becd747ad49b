/** Lists of millions of serials on the disk: written as they come, read by position, searched by serial. */
@NullMarked
package org.touchmark.gateway.serials;

import org.jspecify.annotations.NullMarked;
