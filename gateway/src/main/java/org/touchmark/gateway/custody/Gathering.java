package org.touchmark.gateway.custody;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;

/** Goods as they are named one after the other, units by their batches. */
final class Gathering {
    private final Map<GoodsOrder.Batch, List<UnitDigest>> units = new LinkedHashMap<>();
    private final List<Sscc> containers = new ArrayList<>();

    void add(GoodsOrder.Batch batch, UnitDigest unit) {
        units.computeIfAbsent(batch, key -> new ArrayList<>()).add(unit);
    }

    void add(Sscc container) {
        containers.add(container);
    }

    /** All of it; the domain refuses nothing, something twice, and too much. */
    Consignment consignment() {
        List<UnitGroup> groups = units.entrySet().stream()
                .map(entry ->
                        new UnitGroup(entry.getKey().gtin(), entry.getKey().lot(), entry.getValue()))
                .toList();
        return new Consignment(groups, containers);
    }
}
