package org.touchmark.domain.merkle;

import org.touchmark.domain.codec.Sha256;

/** The two hashes of RFC 9162 section 2.1.1, told apart by their first byte. For one thread; allocates nothing a call. */
final class MerkleHash {
    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final Sha256 sha = new Sha256();

    void leaf(byte[] data, int from, int length, byte[] out, int at) {
        sha.update(LEAF);
        sha.update(data, from, length);
        sha.finish(out, at);
    }

    /** The parent of two children that stand side by side. */
    void node(byte[] children, int from, byte[] out, int at) {
        sha.update(NODE);
        sha.update(children, from, 2 * Sha256.LENGTH);
        sha.finish(out, at);
    }
}
