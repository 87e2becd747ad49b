package org.touchmark.network.msp;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The cryptographic provider that this module names wherever it needs one. It is not registered with the JVM: JDK 17's
 * own elliptic curves run at about a tenth of its speed, and a host program's choice of providers stays its own.
 */
public final class BouncyCastle {
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}

    public static Provider provider() {
        return PROVIDER;
    }
}
