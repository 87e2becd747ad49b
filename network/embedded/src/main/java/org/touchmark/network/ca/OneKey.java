package org.touchmark.network.ca;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * One certificate with its key, for either side of TLS. The JDK's own key managers take it from a key store only, which
 * encrypts the key and decrypts it again with tens of thousands of hashes.
 */
final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";
    private static final String ALGORITHM = "EC";

    private final Supplier<Held> source;
    private @Nullable Held held;

    /** A certificate and its key, on an elliptic curve. */
    record Held(X509Certificate certificate, PrivateKey key) {}

    /** {@code source} is asked once, when the first handshake needs it. */
    OneKey(Supplier<Held> source) {
        this.source = source;
    }

    private synchronized Held held() {
        Held known = held;
        if (known == null) {
            Held made = source.get();
            known = new Held(made.certificate(), own(made.key()));
            held = known;
        }
        return known;
    }

    /** The JDK's handshake wants a key of the JDK's own kind. */
    private static PrivateKey own(PrivateKey key) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key that TLS can not use", e);
        }
    }

    private @Nullable String aliasFor(String keyType) {
        // TLS 1.2 asks for EC_EC: such a key in a certificate that such a key signed.
        return keyType.split("_", 2)[0].equals(ALGORITHM) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = aliasFor(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        for (String keyType : keyTypes) {
            if (aliasFor(keyType) != null) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {held().certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return held().key();
    }
}
