package org.touchmark.domain.custody;

import java.util.List;
import java.util.TreeSet;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;

/**
 * What a receiver takes of an offer: some of the things, or all of them, and of the containers among them all that is inside
 * but a few containers.
 *
 * <p>JSON: a {@link Consignment}'s, with {@code "less":[sscc..]} where something is left.
 *
 * @param taken the things
 * @param less containers inside those, which stay with the sender; in ascending order, none twice
 */
public record Part(Consignment taken, List<Sscc> less) {
    /** They stand in the hand-off, and so in every answer about what went along with it. */
    public static final int MAX_LESS = 100;

    private static final String LESS = "less";

    public Part {
        less = sorted(less);
        if (less.stream().anyMatch(taken.containers()::contains)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a container is taken, or left with the sender, and not both");
        }
    }

    /** Some of the things, each with all that is inside. */
    public static Part of(Consignment taken) {
        return new Part(taken, List.of());
    }

    /** Inner containers that stay with the sender, in order. */
    static List<Sscc> sorted(List<Sscc> less) {
        TreeSet<Sscc> sorted = new TreeSet<>(less);
        if (sorted.size() != less.size() || sorted.size() > MAX_LESS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "of what is taken at most " + MAX_LESS
                            + " inner containers are left with the sender, none named twice;"
                            + " refuse what lacks more");
        }
        return List.copyOf(sorted);
    }

    /** Adds the fields that stand for it to bytes to sign. */
    static SignedBytes sign(SignedBytes bytes, ConsignmentRoot taken, List<Sscc> less) {
        SignedBytes signed = taken.sign(bytes).number(less.size());
        less.forEach(sscc -> signed.text(sscc.digits()));
        return signed;
    }

    public static Part fromJson(JsonObject json) {
        json.requireOnly("gtin", "lot", "units", "groups", "containers", LESS);
        return new Part(Consignment.read(json), readLess(json));
    }

    public JsonObject toJson() {
        return writeLess(taken.write(JsonObject.builder()), less).build();
    }

    static List<Sscc> readLess(JsonObject json) {
        return json.has(LESS) ? json.texts(LESS).stream().map(Sscc::new).toList() : List.of();
    }

    static JsonObject.Builder writeLess(JsonObject.Builder json, List<Sscc> less) {
        return less.isEmpty()
                ? json
                : json.putTexts(LESS, less.stream().map(Sscc::digits).toList());
    }
}
