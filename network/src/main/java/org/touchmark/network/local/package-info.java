/** Nodes inside this JVM, and what they need: gates, connections, things to close. */
@NullMarked
package org.touchmark.network.local;

import org.jspecify.annotations.NullMarked;
