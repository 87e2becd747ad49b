/** The story, told by the script on real processes. */
package org.touchmark.scanner.demo;
