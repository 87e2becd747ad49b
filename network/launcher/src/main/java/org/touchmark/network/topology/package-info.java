/** What a network is made of: the topology file, checked, with its ports. */
@NullMarked
package org.touchmark.network.topology;

import org.jspecify.annotations.NullMarked;
