/**
 * What Fabric's peers ask of a block and of each of its transactions: pure checks, of bytes and a channel's configuration
 * and of the versions that a state holds, wherever that is kept.
 */
@NullMarked
package org.touchmark.network.validation;

import org.jspecify.annotations.NullMarked;
