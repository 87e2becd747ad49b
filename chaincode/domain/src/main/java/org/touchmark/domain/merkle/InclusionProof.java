package org.touchmark.domain.merkle;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * That a leaf is the one with this index in a tree of this size: the siblings on its way to the root, lowest first.
 * JSON: {@code {"index":..,"path":[hex..],"size":..}}.
 */
public record InclusionProof(long index, long size, List<Bytes> path) {
    /** Leaves of a tree at most: far above any batch, and keeps every sum within a long. */
    public static final long MAX_SIZE = 1L << 40;

    /** Siblings at most: the height of a tree of {@link #MAX_SIZE} leaves. */
    public static final int MAX_PATH = 40;

    public InclusionProof {
        path = List.copyOf(path);
        if (size < 1 || size > MAX_SIZE) {
            throw refused("size is " + size + ", should be 1 to " + MAX_SIZE);
        }
        if (index < 0 || index >= size) {
            throw refused("index is " + index + ", should be 0 to " + (size - 1));
        }
        if (path.size() > MAX_PATH) {
            throw refused("path has " + path.size() + " hashes, at most " + MAX_PATH + " are allowed");
        }
        if (path.stream().anyMatch(hash -> hash.length() != Sha256.LENGTH)) {
            throw refused("path has a hash that is not " + Sha256.LENGTH + " bytes long");
        }
    }

    /** Whether this proof leads from the leaf's data to the root (RFC 9162 section 2.1.3.2). */
    public boolean verifies(byte[] leaf, Bytes root) {
        return rootOf(leaf).filter(root::equals).isPresent();
    }

    /** The root that this proof leads to from the leaf's data; empty where the path has the wrong length. */
    public Optional<Bytes> rootOf(byte[] leaf) {
        MerkleHash hash = new MerkleHash();
        byte[] pair = new byte[2 * Sha256.LENGTH];
        byte[] current = new byte[Sha256.LENGTH];
        hash.leaf(leaf, 0, leaf.length, current, 0);
        long node = index;
        long last = size - 1;
        int used = 0;
        while (last > 0) {
            boolean right = (node & 1) == 1;
            if (right || node < last) {
                if (used == path.size()) {
                    return Optional.empty();
                }
                byte[] sibling = path.get(used++).toArray();
                System.arraycopy(right ? sibling : current, 0, pair, 0, Sha256.LENGTH);
                System.arraycopy(right ? current : sibling, 0, pair, Sha256.LENGTH, Sha256.LENGTH);
                hash.node(pair, 0, current, 0);
            }
            node >>= 1;
            last >>= 1;
        }
        return used == path.size() ? Optional.of(Bytes.of(current)) : Optional.empty();
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("index", index)
                .put("size", size)
                .putTexts("path", path.stream().map(Bytes::hex).toList())
                .build();
    }

    public static InclusionProof fromJson(JsonObject json) {
        json.requireOnly("index", "size", "path");
        List<String> path = json.texts("path");
        if (path.size() > MAX_PATH) {
            throw json.refused("path", "has " + path.size() + " hashes, at most " + MAX_PATH + " are allowed");
        }
        return new InclusionProof(
                json.number("index"),
                json.number("size"),
                path.stream()
                        .map(hash -> Bytes.fromHex("inclusion proof's hash", hash, Sha256.LENGTH))
                        .toList());
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "inclusion proof: " + rule);
    }
}
