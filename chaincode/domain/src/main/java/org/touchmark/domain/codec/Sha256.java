package org.touchmark.domain.codec;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4). The static method is for single hashes; an instance, for one thread, for many. */
public final class Sha256 {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private final MessageDigest digest;

    public Sha256() {
        this(newDigest());
    }

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    /** The hash of the parts, one after the other. */
    public static Bytes of(byte[]... parts) {
        MessageDigest digest = newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Bytes.of(digest.digest());
    }

    public void update(byte value) {
        digest.update(value);
    }

    public void update(byte[] value, int from, int length) {
        digest.update(value, from, length);
    }

    /** Writes the hash of what was added into {@code out} at {@code at}, and starts anew. */
    public void finish(byte[] out, int at) {
        try {
            digest.digest(out, at, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("no room for " + LENGTH + " bytes at " + at, e);
        }
    }

    /** Another one, to which the same was added: for many hashes that begin alike. */
    public Sha256 copy() {
        try {
            return new Sha256((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of " + digest.getProvider() + " can't be copied", e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
