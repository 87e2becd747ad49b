/** The rules of Touchmark, in plain Java: no Fabric, no framework, no I/O. */
@NullMarked
package org.touchmark.domain;

import org.jspecify.annotations.NullMarked;
