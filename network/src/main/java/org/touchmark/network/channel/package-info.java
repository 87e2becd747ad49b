/** A channel as an organisation's administrator sees and changes it from a machine of his own. */
@NullMarked
package org.touchmark.network.channel;

import org.jspecify.annotations.NullMarked;
