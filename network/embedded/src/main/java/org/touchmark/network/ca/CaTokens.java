package org.touchmark.network.ca;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.touchmark.network.msp.Ecdsa;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentity;

/**
 * The authorization header of callers who hold a certificate (util/util.go, GenECDSAToken): the certificate, and the
 * key's signature over method, URI, body and certificate, each in base64 and joined by dots.
 */
final class CaTokens {
    private static final int MAX_CHARACTERS = 16 * 1024;

    private CaTokens() {}

    static String create(SigningIdentity identity, String method, String uri, byte[] body) {
        String certificate = base64(Pem.encode(identity.certificate()).getBytes(StandardCharsets.US_ASCII));
        byte[] signature = identity.sign(payload(method, uri, body, certificate));
        return certificate + "." + base64(signature);
    }

    /** The certificate whose key signed the call. Whether this CA knows it is the caller's question. */
    static X509Certificate verify(String token, String method, String uri, byte[] body) throws CaException {
        String[] parts = token.split("\\.", -1);
        if (token.length() > MAX_CHARACTERS || parts.length != 2) {
            throw CaException.unauthenticated();
        }
        try {
            byte[] pem = Base64.getDecoder().decode(parts[0]);
            X509Certificate certificate = Pem.certificate(new String(pem, StandardCharsets.US_ASCII));
            byte[] signature = Base64.getDecoder().decode(parts[1]);
            if (Ecdsa.verifies(certificate.getPublicKey(), payload(method, uri, body, parts[0]), signature)) {
                return certificate;
            }
        } catch (IllegalArgumentException e) {
            throw (CaException) CaException.unauthenticated().initCause(e);
        }
        throw CaException.unauthenticated();
    }

    private static byte[] payload(String method, String uri, byte[] body, String certificate) {
        return String.join(".", method, base64(uri.getBytes(StandardCharsets.UTF_8)), base64(body), certificate)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
