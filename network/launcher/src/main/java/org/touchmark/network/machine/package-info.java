/**
 * Networks of this machine: what all of them have, and the embedded ledger, put together from a topology, from keys and
 * certificates, from nodes and from chaincode servers.
 */
@NullMarked
package org.touchmark.network.machine;

import org.jspecify.annotations.NullMarked;
