/** State machines as data: the rules ask them, and the documentation is drawn from them. */
@NullMarked
package org.touchmark.domain.machine;

import org.jspecify.annotations.NullMarked;
