/** What can be reported of goods: the statuses, who may report them, and the marks that reports leave. */
@NullMarked
package org.touchmark.domain.status;

import org.jspecify.annotations.NullMarked;
