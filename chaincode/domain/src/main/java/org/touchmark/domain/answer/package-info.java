/** What a believer is told of a unit, and the checks that the evidence bears it out. */
@NullMarked
package org.touchmark.domain.answer;

import org.jspecify.annotations.NullMarked;
