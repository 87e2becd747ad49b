package org.touchmark.domain.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;

/**
 * A Merkle tree as RFC 9162 section 2.1.1 has it: SHA-256, byte 0x00 before a leaf's data, 0x01 before two children. The
 * tree of no leaves has no root here and is refused. Keeps 64 bytes a leaf.
 */
public final class MerkleTree {
    /** Hashes by level, leaves first, each 32 bytes; a last node without a sibling moves up as it is. */
    private final List<byte[]> levels;

    private MerkleTree(List<byte[]> levels) {
        this.levels = levels;
    }

    /** The tree over these leaves, in this order. */
    public static MerkleTree of(List<byte[]> leaves) {
        Builder builder = builder(leaves.size());
        leaves.forEach(builder::add);
        return builder.build();
    }

    /** The tree over nodes that are trees' roots themselves: hashes, in this order, which are not hashed again. */
    public static MerkleTree ofHashes(List<Bytes> nodes) {
        Builder builder = builder(nodes.size());
        nodes.forEach(builder::addHash);
        return builder.build();
    }

    /** Collects leaves one by one; {@code expectedLeaves} sizes its buffer. */
    public static Builder builder(int expectedLeaves) {
        return new Builder(expectedLeaves);
    }

    /** Number of leaves, at least one. */
    public int size() {
        return levels.get(0).length / Sha256.LENGTH;
    }

    /** The hash that stands for all leaves and their order. */
    public Bytes root() {
        return Bytes.of(levels.get(levels.size() - 1));
    }

    /** The proof that the leaf with this index, counted from 0, is in the tree (RFC 9162 section 2.1.3.1). */
    public InclusionProof proof(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("leaf " + index + ": the tree has leaves 0 to " + (size() - 1));
        }
        List<Bytes> path = new ArrayList<>();
        int node = index;
        for (byte[] level : levels) {
            int sibling = node ^ 1;
            if (sibling * Sha256.LENGTH < level.length) {
                path.add(Bytes.of(level, sibling * Sha256.LENGTH, Sha256.LENGTH));
            }
            node >>= 1;
        }
        return new InclusionProof(index, size(), path);
    }

    /** Hashes leaves as they come. For one thread. */
    public static final class Builder {
        private final MerkleHash hash = new MerkleHash();
        private byte[] leaves;
        private int count;

        private Builder(int expectedLeaves) {
            leaves = new byte[Math.max(1, expectedLeaves) * Sha256.LENGTH];
        }

        public Builder add(byte[] data) {
            return add(data, 0, data.length);
        }

        /** Adds a leaf whose data is a part of an array. */
        public Builder add(byte[] data, int from, int length) {
            makeRoom();
            hash.leaf(data, from, length, leaves, count * Sha256.LENGTH);
            count++;
            return this;
        }

        private void addHash(Bytes node) {
            makeRoom();
            System.arraycopy(node.toArray(), 0, leaves, count * Sha256.LENGTH, Sha256.LENGTH);
            count++;
        }

        private void makeRoom() {
            if (leaves.length == count * Sha256.LENGTH) {
                leaves = Arrays.copyOf(leaves, Math.multiplyExact(leaves.length, 2));
            }
        }

        /** The tree over what was added; refuses to make one of no leaves. */
        public MerkleTree build() {
            requireLeaves();
            List<byte[]> levels = new ArrayList<>();
            byte[] level = Arrays.copyOf(leaves, count * Sha256.LENGTH);
            levels.add(level);
            for (int nodes = count; nodes > 1; nodes = (nodes + 1) / 2) {
                byte[] parents = new byte[(nodes + 1) / 2 * Sha256.LENGTH];
                parents(level, nodes, parents);
                levels.add(parents);
                level = parents;
            }
            return new MerkleTree(levels);
        }

        /**
         * The root over what was added, for who needs no proofs; the next leaf begins another tree. Refuses to make one
         * of no leaves.
         */
        public Bytes root() {
            requireLeaves();
            for (; count > 1; count = (count + 1) / 2) {
                parents(leaves, count, leaves);
            }
            count = 0;
            return Bytes.of(leaves, 0, Sha256.LENGTH);
        }

        private void requireLeaves() {
            if (count == 0) {
                throw new IllegalStateException("Merkle tree: has no leaves, should have at least one");
            }
        }

        /** Parents may be written over their children: each stands no further on than the first of its two. */
        private void parents(byte[] children, int nodes, byte[] parents) {
            for (int i = 0; i < nodes / 2; i++) {
                hash.node(children, 2 * i * Sha256.LENGTH, parents, i * Sha256.LENGTH);
            }
            if (nodes % 2 == 1) {
                System.arraycopy(
                        children, (nodes - 1) * Sha256.LENGTH, parents, nodes / 2 * Sha256.LENGTH, Sha256.LENGTH);
            }
        }
    }
}
