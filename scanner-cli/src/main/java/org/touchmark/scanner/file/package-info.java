/** Files of text that people name on the command line, whatever program saved them. */
@NullMarked
package org.touchmark.scanner.file;

import org.jspecify.annotations.NullMarked;
