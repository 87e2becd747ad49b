/** A consortium in memory, whose answers are as a gateway's. */
package org.touchmark.scanner.scan;
