package org.touchmark.network.peer;

import org.touchmark.network.Gate;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.scc.LifecycleApprovals;

/**
 * What the services of one peer share.
 *
 * @param name the node's name, for threads and logs
 * @param endpoint host and port, as error details name the peer
 * @param identity with which the peer endorses
 */
public record PeerNode(
        String name,
        String endpoint,
        SigningIdentity identity,
        Ledger ledger,
        InstalledChaincodes chaincodes,
        LifecycleApprovals approvals,
        Gate gate) {}
