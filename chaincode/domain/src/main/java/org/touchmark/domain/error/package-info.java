/** Refusals: one code shared by contract, gateway and scanner, with prose that says what to do next. */
@NullMarked
package org.touchmark.domain.error;

import org.jspecify.annotations.NullMarked;
