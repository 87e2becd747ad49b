/** Merkle trees with the hashing of RFC 9162, and proofs that a leaf is in one. */
@NullMarked
package org.touchmark.domain.merkle;

import org.jspecify.annotations.NullMarked;
