/** The HTTP service of one organisation. */
@NullMarked
package org.touchmark.gateway;

import org.jspecify.annotations.NullMarked;
