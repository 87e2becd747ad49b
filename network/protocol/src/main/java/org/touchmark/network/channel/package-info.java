/** A channel's configuration, and proposed changes of it, in words for people. */
@NullMarked
package org.touchmark.network.channel;

import org.jspecify.annotations.NullMarked;
