/** Asks a gateway over HTTP, with a limit on everything that comes back. */
@NullMarked
package org.touchmark.scanner.client;

import org.jspecify.annotations.NullMarked;
