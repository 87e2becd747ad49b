/** The launcher for people: up, down, status, logs, over a network that runs in the background. */
@NullMarked
package org.touchmark.network.launcher;

import org.jspecify.annotations.NullMarked;
