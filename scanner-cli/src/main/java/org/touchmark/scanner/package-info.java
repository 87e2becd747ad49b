/** The touchmark command. */
@NullMarked
package org.touchmark.scanner;

import org.jspecify.annotations.NullMarked;
