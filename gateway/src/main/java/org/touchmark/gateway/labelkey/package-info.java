/** The keys that sign a brand's labels: the one that new batches name, and how it is changed and revoked. */
@NullMarked
package org.touchmark.gateway.labelkey;

import org.jspecify.annotations.NullMarked;
