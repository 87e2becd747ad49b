/** Hand-offs of units between parties, each side signed with its own key. */
@NullMarked
package org.touchmark.gateway.custody;

import org.jspecify.annotations.NullMarked;
