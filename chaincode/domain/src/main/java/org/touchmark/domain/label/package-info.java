/** The label: its GS1 Digital Link, its maker's signature, its secret. */
@NullMarked
package org.touchmark.domain.label;

import org.jspecify.annotations.NullMarked;
