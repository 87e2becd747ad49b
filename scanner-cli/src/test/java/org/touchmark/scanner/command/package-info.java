/** The commands as a shell runs them: arguments in, text and exit code out. */
package org.touchmark.scanner.command;
