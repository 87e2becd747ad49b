package org.touchmark.domain.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.LabelSecret;

/** Tells which of several scanned texts name what an earlier one names: whoever scans a pile scans some things twice. */
public final class Doubles {
    /** What a sentence, and a header of HTTP that holds it, has room for. */
    private static final int MAX_SAID = 20;

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

    /**
     * Such as "lines 4 and 6 name what line 1 names, line 5 names what line 2 names: counted once".
     *
     * @param what what one of them is called, such as "line", or several, as a field's name is, such as "links"
     * @param doubles the repeats, by whatever numbers people find them at
     */
    public static String said(String what, List<Repeat> doubles) {
        String one = what.endsWith("s") ? what.substring(0, what.length() - 1) : what;
        Map<Integer, List<Integer>> byFirst = new LinkedHashMap<>();
        doubles.forEach(repeat -> byFirst.computeIfAbsent(repeat.first(), first -> new ArrayList<>())
                .add(repeat.position()));
        List<String> said = new ArrayList<>();
        int left = doubles.size();
        for (Map.Entry<Integer, List<Integer>> group : byFirst.entrySet()) {
            if (said.size() == MAX_SAID) {
                said.add(left + " more name what earlier ones name");
                break;
            }
            List<Integer> positions = group.getValue();
            left -= positions.size();
            String verb = positions.size() == 1 ? " names" : " name";
            said.add(numbered(one, positions) + verb + " what " + one + " " + group.getKey() + " names");
        }
        return String.join(", ", said) + ": counted once";
    }

    /** Such as "line 4", "lines 4, 6 and 9", "lines 4, 6 and 90 more". */
    private static String numbered(String one, List<Integer> positions) {
        List<String> shown =
                positions.stream().limit(MAX_SAID).map(String::valueOf).toList();
        int more = positions.size() - shown.size();
        String last = more > 0 ? more + " more" : shown.get(shown.size() - 1);
        List<String> before = more > 0 ? shown : shown.subList(0, shown.size() - 1);
        return before.isEmpty() ? one + " " + last : one + "s " + String.join(", ", before) + " and " + last;
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
