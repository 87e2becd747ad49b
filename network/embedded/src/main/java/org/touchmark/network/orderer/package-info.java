/** The ordering service: takes envelopes, cuts blocks, signs and delivers them. */
@NullMarked
package org.touchmark.network.orderer;

import org.jspecify.annotations.NullMarked;
