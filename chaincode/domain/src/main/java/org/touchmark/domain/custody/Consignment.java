package org.touchmark.domain.custody;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Things that change hands or are packed together: loose units by their batches, and containers with all that is in them.
 *
 * <p>JSON: {@code {"groups":[{"gtin","lot","units":[..]}..],"containers":[sscc..]}}; units of one batch alone stand without
 * the frame: {@code {"gtin","lot","units":[..]}}.
 *
 * @param groups by GTIN and lot, none twice
 * @param containers in ascending order, none twice
 */
public record Consignment(List<UnitGroup> groups, List<Sscc> containers) {
    /** Units and containers together: each writes a key. */
    public static final int MAX_UNITS = 1_000;

    public Consignment {
        groups = groups.stream()
                .sorted(Comparator.comparing((UnitGroup group) -> group.gtin().digits())
                        .thenComparing(group -> group.lot().value()))
                .toList();
        int things = groups.stream().mapToInt(group -> group.units().size()).sum() + containers.size();
        if (things > MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_UNITS,
                    "a hand-off takes at most " + MAX_UNITS + " units and containers, not " + things
                            + "; pack them, or make several");
        }
        TreeSet<Sscc> sorted = new TreeSet<>(containers);
        if (things == 0 || sorted.size() != containers.size() || hasTwins(groups)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "a hand-off names at least one unit or container, and no batch, unit or container twice");
        }
        containers = List.copyOf(sorted);
    }

    /** Units of one batch. */
    public Consignment(Gtin gtin, Lot lot, List<UnitDigest> units) {
        this(List.of(new UnitGroup(gtin, lot, units)), List.of());
    }

    /** The units of a collection, whatever its order. */
    public static Consignment of(Gtin gtin, Lot lot, Collection<UnitDigest> units) {
        return new Consignment(gtin, lot, List.copyOf(units));
    }

    /** All loose units. */
    public List<UnitDigest> units() {
        return groups.stream().flatMap(group -> group.units().stream()).toList();
    }

    public boolean includes(UnitDigest unit) {
        return groups.stream().anyMatch(group -> group.units().contains(unit));
    }

    public boolean includes(Sscc container) {
        return containers.contains(container);
    }

    /** Whether this is a part of another consignment, and not the whole. */
    public boolean isPartOf(Consignment whole) {
        return !equals(whole)
                && Set.copyOf(whole.containers).containsAll(containers)
                && groups.stream()
                        .allMatch(group -> whole.groups.stream()
                                .anyMatch(other -> other.gtin().equals(group.gtin())
                                        && other.lot().equals(group.lot())
                                        && Set.copyOf(other.units()).containsAll(group.units())));
    }

    /** Whether it is units of one batch and nothing else: then the first form of signed bytes and of JSON serves. */
    boolean isOneGroup() {
        return groups.size() == 1 && containers.isEmpty();
    }

    /** Adds the fields that stand for it to bytes to sign: number of groups, each group, number of containers, their hash. */
    SignedBytes sign(SignedBytes bytes) {
        bytes.number(groups.size());
        for (UnitGroup group : groups) {
            bytes.text(group.gtin().digits())
                    .text(group.lot().value())
                    .bytes(group.hash())
                    .number(group.units().size());
        }
        return bytes.number(containers.size()).bytes(containersHash());
    }

    public static Consignment read(JsonObject json) {
        if (json.has("units")) {
            return new Consignment(List.of(UnitGroup.fromJson(json)), List.of());
        }
        return new Consignment(
                json.has("groups")
                        ? json.objects("groups").stream()
                                .map(group -> UnitGroup.fromJson(group.requireOnly("gtin", "lot", "units")))
                                .toList()
                        : List.of(),
                json.has("containers")
                        ? json.texts("containers").stream().map(Sscc::new).toList()
                        : List.of());
    }

    public JsonObject.Builder write(JsonObject.Builder json) {
        if (isOneGroup()) {
            return groups.get(0).write(json);
        }
        if (!groups.isEmpty()) {
            json.putObjects(
                    "groups",
                    groups.stream()
                            .map(group -> group.write(JsonObject.builder()).build())
                            .toList());
        }
        if (!containers.isEmpty()) {
            json.putTexts("containers", containers.stream().map(Sscc::digits).toList());
        }
        return json;
    }

    private Bytes containersHash() {
        return Sha256.of(containers.stream()
                .map(sscc -> sscc.digits().getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new));
    }

    private static boolean hasTwins(List<UnitGroup> groups) {
        Set<UnitDigest> units = new HashSet<>();
        Set<List<Object>> batches = new HashSet<>();
        return groups.stream()
                .anyMatch(group -> !batches.add(List.of(group.gtin(), group.lot()))
                        || group.units().stream().anyMatch(unit -> !units.add(unit)));
    }
}
