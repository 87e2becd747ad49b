/** Markup that is escaped by construction. */
@NullMarked
package org.touchmark.gateway.markup;

import org.jspecify.annotations.NullMarked;
