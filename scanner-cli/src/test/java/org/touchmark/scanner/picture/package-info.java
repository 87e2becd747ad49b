/** Pictures with codes, made for tests, and what is found in them. */
package org.touchmark.scanner.picture;
