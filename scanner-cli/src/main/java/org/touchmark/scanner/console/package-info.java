/** The only way to the terminal: words, marks, colours and progress, for people and for pipes. */
@NullMarked
package org.touchmark.scanner.console;

import org.jspecify.annotations.NullMarked;
