package org.touchmark.gateway.custody;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.problem.InputError;

/** Goods as they are named one after the other, units by their batches. What is named twice counts once, and that is said. */
final class Gathering {
    private final Map<Subject, ThingName> names = new LinkedHashMap<>();
    private final List<InputError> notices = new ArrayList<>();
    private String group = "";

    /** Says that what comes is of one of several groups; their lists are counted each by itself. */
    void begin(String name) {
        group = name;
    }

    /**
     * Names a unit.
     *
     * @param place its position in the list
     * @param list the list
     * @param value what stands there
     * @param serial its serial; empty where nobody says it
     */
    void add(GoodsOrder.Batch batch, UnitDigest unit, int place, String list, String value, String serial) {
        String words = serial.isEmpty() ? "unit " + place + " of " + value : "serial " + serial;
        add(new Subject.OfUnit(batch.gtin(), batch.lot(), unit), place, list, value, serial, words);
    }

    /** Names a container. */
    void add(Sscc container, int place, String list) {
        add(
                new Subject.OfContainer(container),
                place,
                list,
                container.digits(),
                container.digits(),
                "container " + container.digits());
    }

    private void add(Subject thing, int place, String list, String value, String serial, String words) {
        ThingName name = new ThingName(names.size() + 1, place, group + list, value, serial, words);
        ThingName first = names.putIfAbsent(thing, name);
        if (first != null) {
            notices.add(name.error(
                    "NAMED_TWICE",
                    words + " is named at " + first.place() + " of " + first.list() + " already; it counts once"));
        }
    }

    /** All of it; the domain refuses nothing, and too much. */
    NamedGoods goods() {
        Map<GoodsOrder.Batch, List<UnitDigest>> units = new LinkedHashMap<>();
        List<Sscc> containers = new ArrayList<>();
        for (Subject thing : names.keySet()) {
            if (thing instanceof Subject.OfUnit unit) {
                units.computeIfAbsent(new GoodsOrder.Batch(unit.gtin(), unit.lot()), key -> new ArrayList<>())
                        .add(unit.digest());
            } else if (thing instanceof Subject.OfContainer container) {
                containers.add(container.sscc());
            }
        }
        List<UnitGroup> groups = units.entrySet().stream()
                .map(entry ->
                        new UnitGroup(entry.getKey().gtin(), entry.getKey().lot(), entry.getValue()))
                .toList();
        return new NamedGoods(new Consignment(groups, containers), names, notices);
    }
}
