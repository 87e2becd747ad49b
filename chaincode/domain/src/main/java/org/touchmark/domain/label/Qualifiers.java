package org.touchmark.domain.label;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.AiEntry;
import org.touchmark.domain.gs1.ApplicationIdentifiers;

/** The qualifiers behind a key in a link's path: each once, in the order of one of the key's sequences. */
final class Qualifiers {
    private final String key;
    private final String title;
    private final List<List<String>> sequences;
    private final List<String> found = new ArrayList<>();

    private Qualifiers(String key, AiEntry entry) {
        this.key = key;
        this.title = entry.title();
        this.sequences = entry.sequences();
    }

    /** Those of a key that GS1 has assigned. */
    static Qualifiers of(String key) {
        AiEntry entry = ApplicationIdentifiers.find(key);
        if (entry == null) {
            throw new IllegalArgumentException("AI " + key + " is not assigned");
        }
        return new Qualifiers(key, entry);
    }

    /** Whether an identifier's place is the path. */
    boolean isOfPath(String ai) {
        return ai.equals(key) || sequences.stream().anyMatch(sequence -> sequence.contains(ai));
    }

    /** Takes the next one; says what is wrong with it, null if nothing is. */
    @Nullable
    String add(String ai) {
        List<String> with = new ArrayList<>(found);
        with.add(ai);
        if (sequences.stream().anyMatch(sequence -> isInOrder(with, sequence))) {
            found.add(ai);
            return null;
        }
        return sequences.stream()
                .filter(sequence -> sequence.contains(ai))
                .findFirst()
                .map(sequence -> sequence.containsAll(found)
                        ? "AI " + ai + " is out of order; the order is " + String.join(", ", sequence) + ", each once"
                        : "AI " + ai + " can't follow AI " + String.join(", ", found) + " in the path")
                .orElseGet(() -> "AI " + ai + " can't follow AI " + key + " (" + title + ") in the path; " + choices());
    }

    private static boolean isInOrder(List<String> qualifiers, List<String> sequence) {
        int from = 0;
        for (String qualifier : qualifiers) {
            int place = sequence.subList(from, sequence.size()).indexOf(qualifier);
            if (place < 0) {
                return false;
            }
            from += place + 1;
        }
        return true;
    }

    private String choices() {
        return sequences.isEmpty()
                ? "nothing can"
                : "only "
                        + sequences.stream()
                                .map(sequence -> String.join(", ", sequence))
                                .collect(Collectors.joining(" or "))
                        + " can";
    }
}
