/** The embedded ledger's nodes as a network starts, pauses and kills them: peer, orderer, certificate authority. */
@NullMarked
package org.touchmark.network.embedded;

import org.jspecify.annotations.NullMarked;
