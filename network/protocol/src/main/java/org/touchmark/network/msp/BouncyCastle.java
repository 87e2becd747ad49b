package org.touchmark.network.msp;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The cryptographic provider that this module names wherever it needs one. It is not registered with the JVM: JDK 17's
 * own elliptic curves run at about a tenth of its speed, and a host program's choice of providers stays its own.
 */
public final class BouncyCastle {
    private static final Provider PROVIDER = new EllipticCurves();

    private BouncyCastle() {}

    public static Provider provider() {
        return PROVIDER;
    }

    /**
     * Offers what nearly all certificates need, by Bouncy Castle's own classes, and leaves the rest to the whole provider,
     * which loads 800 classes when it is made: a fifth of a second of each start.
     */
    private static final class EllipticCurves extends Provider {
        private static final long serialVersionUID = 1L;
        private static final String PACKAGE = "org.bouncycastle.jcajce.provider.asymmetric.ec.";

        EllipticCurves() {
            super("BC-EC", "1.0", "Bouncy Castle, elliptic curves first");
            put("KeyFactory.EC", PACKAGE + "KeyFactorySpi$EC");
            put("KeyPairGenerator.EC", PACKAGE + "KeyPairGeneratorSpi$EC");
            put("Signature.SHA256withECDSA", PACKAGE + "SignatureSpi$ecDSA256");
        }

        @Override
        public Service getService(String type, String algorithm) {
            Service own = super.getService(type, algorithm);
            return own == null ? Whole.PROVIDER.getService(type, algorithm) : own;
        }
    }

    private static final class Whole {
        static final Provider PROVIDER = new BouncyCastleProvider();
    }
}
