/** From a picture to answers: reads its codes, asks a gateway, and judges the evidence that comes back. */
@NullMarked
package org.touchmark.scanner.scan;

import org.jspecify.annotations.NullMarked;
