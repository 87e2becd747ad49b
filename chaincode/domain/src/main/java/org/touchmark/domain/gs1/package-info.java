/** GS1 identification keys and attributes, each validated once, when it is made. */
@NullMarked
package org.touchmark.domain.gs1;

import org.jspecify.annotations.NullMarked;
