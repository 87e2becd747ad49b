package org.touchmark.network.scc;

import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.msp.SignedData;

/** Who may use what of a peer, by Fabric's default rules (core/aclmgmt/defaultaclprovider.go). */
public final class ChannelAccess {
    public static final String READERS = "/Channel/Application/Readers";
    public static final String WRITERS = "/Channel/Application/Writers";

    private final Ledger ledger;

    public ChannelAccess(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether the peer has joined the channel. */
    public boolean knows(String channelId) {
        return channelId.equals(ledger.config().channelId());
    }

    /**
     * Checks a policy over one signature, which is verified on the way.
     *
     * @throws AccessDeniedException if the channel is unknown or the policy is not satisfied
     */
    public void require(String policy, String channelId, SignedData signed) throws AccessDeniedException {
        if (!knows(channelId)) {
            throw new AccessDeniedException("Failed to get policy manager for channel [" + channelId + "]");
        }
        if (!ledger.config().admits(policy, signed)) {
            throw new AccessDeniedException("Failed evaluating policy on signed data during check policy on channel ["
                    + channelId + "] with policy [" + policy + "]: [signature set did not satisfy policy]");
        }
    }
}
