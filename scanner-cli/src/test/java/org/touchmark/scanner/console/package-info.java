/** What people see. */
package org.touchmark.scanner.console;
