package org.touchmark.domain.gs1;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * All of GS1's Application Identifiers, from the table that the build makes of GS1's dictionary: formats, and what belongs
 * to each. {@link ApplicationIdentifier} has the few that Touchmark gives a meaning.
 */
public final class ApplicationIdentifiers {
    private static final Map<String, AiEntry> ENTRIES = new HashMap<>();
    private static final Map<String, Integer> LENGTHS = new HashMap<>();

    static {
        for (AiEntry entry : AiTable.entries()) {
            int digits = entry.first().length();
            for (int i = Integer.parseInt(entry.first()); i <= Integer.parseInt(entry.last()); i++) {
                String ai = String.format(Locale.ROOT, "%0" + digits + "d", i);
                ENTRIES.put(ai, entry);
                LENGTHS.put(ai.substring(0, 2), digits);
            }
        }
    }

    private ApplicationIdentifiers() {}

    /** What GS1 says of an identifier; null if it has not assigned it. */
    public static @Nullable AiEntry find(String ai) {
        return ENTRIES.get(ai);
    }

    /** The identifiers of GS1's keys, in order: each may stand first in a link's path. */
    public static List<String> keys() {
        return ENTRIES.entrySet().stream()
                .filter(entry -> entry.getValue().key())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Digits of the identifiers that begin with these two, which have all the same number; 0 if there are none. */
    public static int lengthOf(String firstTwo) {
        return LENGTHS.getOrDefault(firstTwo, 0);
    }

    /**
     * The value itself where it has the identifier's format.
     *
     * @throws RefusedException ARGUMENT_INVALID, naming identifier, value and rule
     */
    public static String check(String ai, String value) {
        AiEntry entry = ENTRIES.get(ai);
        String fault = entry == null ? "GS1 has assigned no such identifier" : entry.fault(value);
        if (fault != null) {
            throw refused(ai, value, fault);
        }
        return value;
    }

    /** A refusal that names identifier, value and rule. */
    public static RefusedException refused(String ai, String value, String rule) {
        return Formats.refused("AI " + ai, value, rule, ErrorCode.ARGUMENT_INVALID);
    }
}
