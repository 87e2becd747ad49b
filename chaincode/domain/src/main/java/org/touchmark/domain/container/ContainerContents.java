package org.touchmark.domain.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Insides;
import org.touchmark.domain.custody.Placement;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * What is in a container, one slice of it: what {@code container:Contents} answers.
 *
 * <p>Units that were packed at birth have no keys; they are found by looking through their batch's pages for the container's
 * ordinal. So that no call looks at more than {@value #MAX_PAGES} pages, a large batch is asked for in slices.
 *
 * @param groups loose units by their batches
 * @param containers those directly inside, in ascending order; all of them are in the first slice
 * @param next the page that the next slice begins with; empty after the last one
 */
public record ContainerContents(List<UnitGroup> groups, List<Sscc> containers, OptionalInt next) {
    /** Pages that one call looks through: 4 MB. */
    public static final int MAX_PAGES = 64;

    /** A slice with as many units looks through no further page. */
    private static final int FULL = 1_000;

    public ContainerContents {
        groups = List.copyOf(groups);
        containers = List.copyOf(containers);
    }

    /**
     * A slice of what is in a container. In evaluations only.
     *
     * @param from 0, or what the slice before gave as its next page
     * @throws RefusedException CONTAINER_UNKNOWN, or ARGUMENT_INVALID for a page that is not there
     */
    public static ContainerContents of(LedgerState state, Sscc sscc, int from) {
        ContainerRecord container = Custody.container(state, sscc);
        Slice slice = new Slice(state, sscc);
        Optional<BatchHead> head = Insides.head(state, container).findFirst();
        int pages = head.map(BatchHead::layout).map(PageLayout::pages).orElse(0);
        if (from < 0 || (from > 0 && from >= pages)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "container " + sscc + " has its contents in " + pages + " pages; there is no page " + from);
        }
        if (from == 0) {
            slice.addPutIn();
        }
        int page = from;
        // The first page is looked through even where what was put in fills the slice: each slice goes on.
        while (page < pages && page < from + MAX_PAGES && (page == from || slice.units < FULL)) {
            slice.addBorn(
                    head.orElseThrow(), page, container.origin().orElseThrow().ordinal());
            page++;
        }
        return new ContainerContents(
                slice.groups(),
                from == 0 ? Insides.containers(state, container) : List.of(),
                page < pages ? OptionalInt.of(page) : OptionalInt.empty());
    }

    /** The units of a slice as they are found. */
    private static final class Slice {
        private record Batch(Gtin gtin, Lot lot) {}

        private final LedgerState state;
        private final Sscc sscc;
        private final SortedMap<Batch, List<UnitDigest>> found =
                new TreeMap<>(Comparator.comparing((Batch batch) -> batch.gtin().digits())
                        .thenComparing(batch -> batch.lot().value()));
        private int units;

        Slice(LedgerState state, Sscc sscc) {
            this.state = state;
            this.sscc = sscc;
        }

        void addPutIn() {
            Insides.units(state, sscc).forEach(this::add);
        }

        /** Units as they were packed at birth: those that are there still and were never put in. */
        void addBorn(BatchHead head, int number, int ordinal) {
            Page page = Batches.page(state, head, number).orElseGet(() -> Page.of(List.of()));
            for (int i = 0; i < page.count(); i++) {
                if (page.ordinal(i).equals(OptionalInt.of(ordinal))) {
                    Subject.OfUnit unit =
                            new Subject.OfUnit(head.terms().gtin(), head.terms().lot(), page.digest(i));
                    boolean there = Custody.unit(state, unit)
                            .map(kept -> kept.course().placement())
                            .filter(placement -> !placement.equals(new Placement.In(sscc, 0, 0)))
                            .isEmpty();
                    if (there) {
                        add(unit);
                    }
                }
            }
        }

        private void add(Subject.OfUnit unit) {
            found.computeIfAbsent(new Batch(unit.gtin(), unit.lot()), key -> new ArrayList<>())
                    .add(unit.digest());
            units++;
        }

        List<UnitGroup> groups() {
            return found.entrySet().stream()
                    .map(entry ->
                            new UnitGroup(entry.getKey().gtin(), entry.getKey().lot(), entry.getValue()))
                    .toList();
        }
    }

    public static ContainerContents fromJson(JsonObject json) {
        json.requireOnly("groups", "containers", "next");
        return new ContainerContents(
                json.objects("groups").stream().map(UnitGroup::fromJson).toList(),
                json.texts("containers").stream().map(Sscc::new).toList(),
                json.has("next") ? OptionalInt.of(json.integer("next", 1, Integer.MAX_VALUE)) : OptionalInt.empty());
    }

    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .putObjects(
                        "groups",
                        groups.stream()
                                .map(group -> group.write(JsonObject.builder()).build())
                                .toList())
                .putTexts("containers", containers.stream().map(Sscc::digits).toList());
        next.ifPresent(page -> json.put("next", page));
        return json.build();
    }
}
