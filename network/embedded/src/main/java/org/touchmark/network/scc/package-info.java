/** The peer's system chaincodes: ledger queries, configuration, chaincode definitions. */
@NullMarked
package org.touchmark.network.scc;

import org.jspecify.annotations.NullMarked;
