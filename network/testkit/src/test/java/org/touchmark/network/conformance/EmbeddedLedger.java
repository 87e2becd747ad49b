package org.touchmark.network.conformance;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.touchmark.network.msp.SigningIdentity;

/** The embedded ledger under test: revocations count as soon as the authority has them in its books. */
final class EmbeddedLedger extends TestedLedger {
    EmbeddedLedger(Supplier<Path> profile) {
        super(profile);
    }

    @Override
    LedgerKind kind() {
        return LedgerKind.EMBEDDED;
    }

    @Override
    void revoke(SigningIdentity member) throws Exception {
        revokeAtAuthority(member);
    }
}
