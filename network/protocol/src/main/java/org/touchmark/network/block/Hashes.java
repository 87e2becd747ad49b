package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the bytes of messages, without copying them. */
public final class Hashes {
    private Hashes() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The hash of the parts, one after the other. */
    public static ByteString sha256(ByteString... parts) {
        MessageDigest digest = sha256();
        for (ByteString part : parts) {
            update(digest, part);
        }
        return ByteString.copyFrom(digest.digest());
    }

    static void update(MessageDigest digest, ByteString bytes) {
        for (ByteBuffer buffer : bytes.asReadOnlyByteBufferList()) {
            digest.update(buffer);
        }
    }
}
