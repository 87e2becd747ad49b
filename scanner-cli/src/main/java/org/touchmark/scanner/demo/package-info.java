/** The whole story on one machine: a ledger, a batch of watches, its way to a shop, and three scans. */
@NullMarked
package org.touchmark.scanner.demo;

import org.jspecify.annotations.NullMarked;
