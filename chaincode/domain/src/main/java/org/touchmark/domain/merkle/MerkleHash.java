package org.touchmark.domain.merkle;

import org.touchmark.domain.codec.Sha256;

/** The two hashes of RFC 9162 section 2.1.1, told apart by their first byte. For one thread; allocates nothing a call. */
final class MerkleHash {
    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final Sha256 sha = new Sha256();
    private final byte[] input = new byte[1 + 2 * Sha256.LENGTH];

    void leaf(byte[] data, int from, int length, byte[] out, int at) {
        if (length < input.length) {
            hash(LEAF, data, from, length, out, at);
        } else {
            sha.update(LEAF);
            sha.update(data, from, length);
            sha.finish(out, at);
        }
    }

    /** The parent of two children that stand side by side; {@code out} may be where they stand. */
    void node(byte[] children, int from, byte[] out, int at) {
        hash(NODE, children, from, 2 * Sha256.LENGTH, out, at);
    }

    // Copied together first: an update for a single byte is a sixth of the time that the hash of a digest takes.
    private void hash(byte kind, byte[] data, int from, int length, byte[] out, int at) {
        input[0] = kind;
        System.arraycopy(data, from, input, 1, length);
        sha.update(input, 0, 1 + length);
        sha.finish(out, at);
    }
}
