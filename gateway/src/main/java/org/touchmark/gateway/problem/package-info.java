/** Errors as callers see them: RFC 9457 problem details. */
@NullMarked
package org.touchmark.gateway.problem;

import org.jspecify.annotations.NullMarked;
