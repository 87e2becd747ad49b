/** The embedded ledger: peers, orderer and certificate authorities of all organisations, put together in one JVM. */
@NullMarked
package org.touchmark.network.embedded;

import org.jspecify.annotations.NullMarked;
