/** A gateway's bad days, and what the client makes of them. */
package org.touchmark.scanner.client;
