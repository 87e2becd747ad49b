/** Changes of a channel's configuration: what is to change, the update that says so, the signatures that allow it. */
@NullMarked
package org.touchmark.network.config;

import org.jspecify.annotations.NullMarked;
