package org.touchmark.domain.custody;

import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.status.Subject;

/**
 * What stands for a consignment wherever it is signed or shown: the Merkle root (RFC 9162) of its things and how many they are.
 * So an answer about one unit shows a path of ten hashes, and none of the others.
 *
 * @param count units and containers
 */
public record ConsignmentRoot(Bytes root, int count) {

    /** The leaf of a unit or a container: its fields, each with its length. */
    static byte[] leaf(Subject thing) {
        return thing.sign(SignedBytes.of("touchmark/consignment/v1")).toBytes();
    }

    /** Whether a path proves that a thing is in the consignment. */
    public boolean has(Subject thing, InclusionProof path) {
        return path.size() == count && path.verifies(leaf(thing), root);
    }

    /** Adds the fields that stand for it to bytes to sign. */
    SignedBytes sign(SignedBytes bytes) {
        return bytes.bytes(root).number(count);
    }

    public static ConsignmentRoot fromJson(JsonObject json) {
        json.requireOnly("root", "count");
        return new ConsignmentRoot(json.hex("root", Sha256.LENGTH), json.integer("count", 1, Consignment.MAX_UNITS));
    }

    public JsonObject toJson() {
        return JsonObject.builder().putHex("root", root).put("count", count).build();
    }
}
