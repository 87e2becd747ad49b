/** What parties send and get. */
package org.touchmark.scanner.party;
