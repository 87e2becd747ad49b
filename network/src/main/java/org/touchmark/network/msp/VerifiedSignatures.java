package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Signatures that verified lately, in this JVM. The embedded ledger's three peers and its orderer check the same
 * signatures within moments; that one of them holds depends on key, bytes and signature alone, so it is worked out once.
 * What failed is not remembered.
 */
final class VerifiedSignatures {
    private static final int MAX_REMEMBERED = 16_384;

    private final BoundedCache<ByteString, Boolean> verified = new BoundedCache<>(MAX_REMEMBERED);

    /**
     * The name of one check: a hash over its parts, each of fixed length but the last.
     *
     * @param digest SHA-256 of the message
     */
    static ByteString name(ECPublicKeyParameters key, byte[] digest, byte[] signature) {
        MessageDigest hash = Ecdsa.newSha256();
        hash.update(key.getQ().getEncoded(true));
        hash.update(digest);
        hash.update(signature);
        return ByteString.copyFrom(hash.digest());
    }

    boolean contains(ByteString name) {
        return verified.get(name) != null;
    }

    void add(ByteString name) {
        verified.put(name, Boolean.TRUE);
    }
}
