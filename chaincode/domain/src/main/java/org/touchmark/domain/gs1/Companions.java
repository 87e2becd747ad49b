package org.touchmark.domain.gs1;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has to stand beside an identifier, and what may not (GS1 General Specifications, section 4.13), for all that is in one
 * code.
 */
public final class Companions {
    private Companions() {}

    /**
     * An identifier that stands wrongly.
     *
     * @param ai the identifier
     * @param rule what it lacks, or what it should not stand beside
     */
    public record Fault(String ai, String rule) {}

    /** The first of these identifiers that stands beside one that it may not, or lacks one; null if none does. */
    public static @Nullable Fault fault(Collection<String> present) {
        Fault barred = barred(present);
        return barred != null ? barred : lacking(present);
    }

    /** The first of these identifiers that stands beside one that it may not; null if none does. */
    public static @Nullable Fault barred(Collection<String> present) {
        for (String ai : present) {
            for (String barred : entry(ai).bars()) {
                for (String other : present) {
                    if (!other.equals(ai) && matches(barred, other)) {
                        return new Fault(ai, "can't stand beside AI " + other);
                    }
                }
            }
        }
        return null;
    }

    /** The first of these identifiers that lacks one that it needs; null if none does. */
    public static @Nullable Fault lacking(Collection<String> present) {
        for (String ai : present) {
            for (List<List<String>> choices : entry(ai).needs()) {
                if (choices.stream().noneMatch(choice -> isThere(choice, present))) {
                    return new Fault(ai, "needs " + named(choices) + " beside it");
                }
            }
        }
        return null;
    }

    private static AiEntry entry(String ai) {
        AiEntry entry = ApplicationIdentifiers.find(ai);
        if (entry == null) {
            throw new IllegalArgumentException("AI " + ai + " is not assigned");
        }
        return entry;
    }

    private static boolean isThere(List<String> choice, Collection<String> present) {
        return choice.stream().allMatch(needed -> present.stream().anyMatch(ai -> matches(needed, ai)));
    }

    /** A pattern has an n for any digit. */
    private static boolean matches(String pattern, String ai) {
        if (pattern.length() != ai.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != 'n' && pattern.charAt(i) != ai.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String named(List<List<String>> choices) {
        String all =
                choices.stream().map(choice -> String.join(" with ", choice)).collect(Collectors.joining(", "));
        return choices.size() == 1 ? "AI " + all : "one of AI " + all;
    }
}
