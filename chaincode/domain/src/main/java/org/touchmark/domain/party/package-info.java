/** Who may write: companies, the votes that admit them, and the keys that sign their labels. */
@NullMarked
package org.touchmark.domain.party;

import org.jspecify.annotations.NullMarked;
