/** Nodes inside this JVM, and what a node on this machine needs: ports, logs, memory, connections, things to close. */
@NullMarked
package org.touchmark.network.local;

import org.jspecify.annotations.NullMarked;
