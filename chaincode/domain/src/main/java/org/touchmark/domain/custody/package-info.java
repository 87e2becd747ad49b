/** Where units and containers are, what happened to them, and the hand-offs, signed by both sides, that moved them. */
@NullMarked
package org.touchmark.domain.custody;

import org.jspecify.annotations.NullMarked;
