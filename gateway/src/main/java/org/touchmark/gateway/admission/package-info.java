/** Setting a consortium up: founding, votes, label keys, tokens. */
@NullMarked
package org.touchmark.gateway.admission;

import org.jspecify.annotations.NullMarked;
