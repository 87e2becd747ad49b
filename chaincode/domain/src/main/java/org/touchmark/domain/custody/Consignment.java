package org.touchmark.domain.custody;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.merkle.InclusionProof;
import org.touchmark.domain.merkle.MerkleTree;
import org.touchmark.domain.status.Subject;
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

    /** All things, in the order of their leaves: units by batch and digest, then containers. */
    public List<Subject> things() {
        Stream<Subject> units = groups.stream().flatMap(group -> group.things().stream());
        return Stream.concat(units, containers.stream().map(Subject.OfContainer::new))
                .toList();
    }

    public boolean includes(Subject thing) {
        if (thing instanceof Subject.OfUnit unit) {
            return groups.stream()
                    .anyMatch(group -> group.gtin().equals(unit.gtin())
                            && group.lot().equals(unit.lot())
                            && group.units().contains(unit.digest()));
        }
        return thing instanceof Subject.OfContainer container && containers.contains(container.sscc());
    }

    /** What stands for it where it is signed. */
    public ConsignmentRoot root() {
        MerkleTree tree = tree();
        return new ConsignmentRoot(tree.root(), tree.size());
    }

    /**
     * The proof that a thing of this consignment is under its root.
     *
     * @throws RefusedException ARGUMENT_INVALID if it is none of them
     */
    public InclusionProof proof(Subject thing) {
        int index = things().indexOf(thing);
        if (index < 0) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, thing + " is not in the consignment");
        }
        return tree().proof(index);
    }

    private MerkleTree tree() {
        return MerkleTree.of(things().stream().map(ConsignmentRoot::leaf).toList());
    }

    /** The things of this one that another does not have. */
    public List<Subject> strangersTo(Consignment whole) {
        Set<Subject> known = new HashSet<>(whole.things());
        return things().stream().filter(thing -> !known.contains(thing)).toList();
    }

    /** This one without some things; empty where that leaves nothing. */
    public Optional<Consignment> without(Collection<? extends Subject> things) {
        Set<Subject> dropped = new HashSet<>(things);
        List<UnitGroup> left = groups.stream()
                .map(group -> new Remainder(
                        group,
                        group.things().stream()
                                .filter(unit -> !dropped.contains(unit))
                                .map(Subject.OfUnit::digest)
                                .toList()))
                .filter(rest -> !rest.units().isEmpty())
                .map(rest -> new UnitGroup(rest.group().gtin(), rest.group().lot(), rest.units()))
                .toList();
        List<Sscc> leftContainers = containers.stream()
                .filter(sscc -> !dropped.contains(new Subject.OfContainer(sscc)))
                .toList();
        return left.isEmpty() && leftContainers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Consignment(left, leftContainers));
    }

    private record Remainder(UnitGroup group, List<UnitDigest> units) {}

    /** The consignment that a JSON object is, with nothing beside it. */
    public static Consignment fromJson(JsonObject json) {
        return read(json.requireOnly("gtin", "lot", "units", "groups", "containers"));
    }

    /** Reads it among the members of an object. */
    static Consignment read(JsonObject json) {
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
        if (groups.size() == 1 && containers.isEmpty()) {
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

    private static boolean hasTwins(List<UnitGroup> groups) {
        Set<List<Object>> batches = new HashSet<>();
        return groups.stream().anyMatch(group -> !batches.add(List.of(group.gtin(), group.lot())));
    }
}
