/** A lot of units: its head, its pages of digests, and the proofs that a unit is in it. */
@NullMarked
package org.touchmark.domain.batch;

import org.jspecify.annotations.NullMarked;
