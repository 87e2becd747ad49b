/** Canonical bytes: RFC 8785 JSON within bounds, and length-prefixed encodings to sign and hash. */
@NullMarked
package org.touchmark.domain.codec;

import org.jspecify.annotations.NullMarked;
