package org.touchmark.domain.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.LabelSecret;

/** Tells which of several scanned texts name what an earlier one names: whoever scans a pile scans some things twice. */
public final class Doubles {
    private Doubles() {}

    /**
     * A text that names nothing new.
     *
     * @param position its place in the list, from 1
     * @param first the place of the first text that names the same
     */
    public record Repeat(int position, int first) {}

    /** The repeats in a list, in its order. */
    public static List<Repeat> of(List<String> texts) {
        Map<Object, Integer> seen = new HashMap<>();
        List<Repeat> doubles = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Integer first = seen.putIfAbsent(named(texts.get(i)), i + 1);
            if (first != null) {
                doubles.add(new Repeat(i + 1, first));
            }
        }
        return doubles;
    }

    /** Such as "line 3 (as 1), line 7 (as 2) name what an earlier one names: counted once". */
    public static String said(String what, List<Repeat> doubles) {
        StringBuilder out = new StringBuilder();
        for (Repeat one : doubles) {
            out.append(out.isEmpty() ? "" : ", ")
                    .append(what)
                    .append(' ')
                    .append(one.position())
                    .append(" (as ")
                    .append(one.first())
                    .append(')');
        }
        return out.append(doubles.size() == 1 ? " names" : " name")
                .append(" what an earlier one names: counted once")
                .toString();
    }

    private static Object named(String text) {
        Scan scan = Scan.read(text);
        if (scan instanceof Scan.Unit unit) {
            return new Named(unit.link().unit(), unit.link().lot(), unit.link().secret());
        }
        return scan instanceof Scan.Other other && other.thing() == Thing.CONTAINER_CODE ? other.value("00") : text;
    }

    private record Named(
            UnitId unit, @Nullable Lot lot, @Nullable LabelSecret secret) {}
}
