package org.touchmark.network.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Contexts for the JDK's own TLS. */
public final class Tls {
    private Tls() {}

    /** A server that shows a certificate, made when the first client asks for it. */
    static SSLContext server(Supplier<OneKey.Held> certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Null would read all authorities that the JDK trusts, of which a server that asks for no certificate has
            // no use.
            context.init(new KeyManager[] {new OneKey(certificate)}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS can not be set up", e);
        }
    }

    /** A client that trusts these roots and no others. */
    public static SSLContext client(List<X509Certificate> roots) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(roots), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("roots that TLS can not use", e);
        }
    }

    /** A client that trusts these roots and no others, and shows the certificate to servers that ask for one. */
    public static SSLContext client(List<X509Certificate> roots, X509Certificate certificate, PrivateKey key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKey(() -> new OneKey.Held(certificate, key))}, trust(roots), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("roots, certificate or key that TLS can not use", e);
        }
    }

    private static TrustManager[] trust(List<X509Certificate> roots) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root" + i, roots.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store that does not load", e);
        }
        return store;
    }
}
