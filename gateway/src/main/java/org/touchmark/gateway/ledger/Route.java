package org.touchmark.gateway.ledger;

import org.hyperledger.fabric.client.Gateway;

/**
 * One signatory's gateway on one peer.
 *
 * @param peer the peer
 * @param gateway the SDK's gateway over the peer's connection
 */
record Route(PeerLink peer, Gateway gateway) {}
