package org.touchmark.network.conformance;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.function.Supplier;
import org.touchmark.network.config.ChannelEdits;
import org.touchmark.network.msp.SigningIdentity;

/** Fabric itself under test: a revocation counts once the channel's configuration has the authority's list. */
final class FabricLedger extends TestedLedger {
    private final LedgerKind kind;

    FabricLedger(LedgerKind kind, Supplier<Path> profile) {
        super(profile);
        this.kind = kind;
    }

    @Override
    LedgerKind kind() {
        return kind;
    }

    @Override
    void revoke(SigningIdentity member) throws Exception {
        X509CRL list = revokeAtAuthority(member);
        configuration(member.mspId())
                .change(ChannelEdits.revocations(member.mspId(), list), List.of(admin(member.mspId())));
    }
}
