/** Finds and decodes every QR code in a picture: from the file's first bytes to texts and where they stand. */
@NullMarked
package org.touchmark.scanner.picture;

import org.jspecify.annotations.NullMarked;
