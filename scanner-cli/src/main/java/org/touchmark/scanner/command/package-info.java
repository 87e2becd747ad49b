/** The subcommands: they read arguments, call what does the work, and say how it went. */
@NullMarked
package org.touchmark.scanner.command;

import org.jspecify.annotations.NullMarked;
