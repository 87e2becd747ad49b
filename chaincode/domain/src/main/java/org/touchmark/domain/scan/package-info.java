/** Whatever a scanner, a camera or a keyboard brings: read once, in one place, for every way in. */
@NullMarked
package org.touchmark.domain.scan;

import org.jspecify.annotations.NullMarked;
