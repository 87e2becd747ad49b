/** Measures a running ledger through the gateway's own code: a table of rates and latencies, for people to read. */
@NullMarked
package org.touchmark.gateway.bench;

import org.jspecify.annotations.NullMarked;
