/** Who signed: ECDSA and Ed25519 by strict rules, certificates, and the roots that are pinned. */
@NullMarked
package org.touchmark.domain.trust;

import org.jspecify.annotations.NullMarked;
