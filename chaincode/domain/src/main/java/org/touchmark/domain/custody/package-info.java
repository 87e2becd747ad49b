/** Who holds a unit, and the hand-offs, signed by both sides, that moved it. */
@NullMarked
package org.touchmark.domain.custody;

import org.jspecify.annotations.NullMarked;
