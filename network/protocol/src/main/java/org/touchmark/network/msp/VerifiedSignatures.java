package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Signatures that verified lately, in this JVM. The embedded ledger's three peers and its orderer check the same
 * signatures within moments, the peers often at the same moment; that one of them holds depends on key, bytes and
 * signature alone, so it is worked out once, and who asks meanwhile waits for that. What failed is not remembered.
 */
final class VerifiedSignatures {
    private static final int MAX_REMEMBERED = 16_384;

    private final BoundedCache<ByteString, Boolean> verified = new BoundedCache<>(MAX_REMEMBERED);
    private final ConcurrentMap<ByteString, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

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

    /** That the signature holds: this JVM has just made it. */
    void note(ByteString name) {
        verified.put(name, Boolean.TRUE);
    }

    /** Whether the signature holds: known, being worked out by another thread, or worked out by this one. */
    boolean holds(ByteString name, BooleanSupplier verification) {
        if (verified.get(name) != null) {
            return true;
        }
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> other = running.putIfAbsent(name, own);
        if (other != null) {
            return other.join();
        }
        try {
            boolean holds = verification.getAsBoolean();
            if (holds) {
                verified.put(name, Boolean.TRUE);
            }
            own.complete(holds);
            return holds;
        } finally {
            // Where the verification threw, those who wait hear false and the thrower its exception.
            own.complete(false);
            running.remove(name);
        }
    }
}
