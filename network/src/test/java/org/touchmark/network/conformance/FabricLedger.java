package org.touchmark.network.conformance;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.touchmark.network.admin.ChannelConfiguration;
import org.touchmark.network.admin.PeerAdministration;
import org.touchmark.network.config.ChannelEdits;
import org.touchmark.network.msp.SigningIdentity;

/** Fabric itself under test: a revocation counts once the channel's configuration has the authority's list. */
final class FabricLedger extends TestedLedger {
    FabricLedger(Supplier<Path> profile) {
        super(profile);
    }

    @Override
    Set<Difference> differences() {
        return Collections.emptySet();
    }

    @Override
    void revoke(SigningIdentity member) throws Exception {
        String mspId = member.mspId();
        X509CRL list = revokeAtAuthority(member);
        SigningIdentity admin = admin(mspId);
        new ChannelConfiguration(channel(), new PeerAdministration(admin, peer(mspId), channel(mspId)), orderers())
                .change(ChannelEdits.revocations(mspId, list), List.of(admin));
    }
}
