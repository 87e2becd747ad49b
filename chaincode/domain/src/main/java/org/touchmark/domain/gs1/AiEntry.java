package org.touchmark.domain.gs1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What GS1 says of an Application Identifier, or of several that are alike.
 *
 * @param first the identifier
 * @param last the last of those that are alike
 * @param title GS1's data title; empty where there is none
 * @param predefinedLength whether no separator follows it in a barcode
 * @param inQuery whether it may stand in the query of a GS1 Digital Link
 * @param key whether it names a thing, and so comes first in a GS1 Digital Link's path
 * @param parts what its value is made of
 * @param needs lists of choices: of each list, all identifiers of one choice have to stand beside it
 * @param bars identifiers and patterns of some that may not stand beside it
 * @param sequences which qualifiers follow it in a path, in order
 */
public record AiEntry(
        String first,
        String last,
        String title,
        boolean predefinedLength,
        boolean inQuery,
        boolean key,
        List<AiPart> parts,
        List<List<List<String>>> needs,
        List<String> bars,
        List<List<String>> sequences) {

    /** Characters of a value at most. */
    public int maxLength() {
        return parts.stream().mapToInt(AiPart::max).sum();
    }

    /** Whether a character may stand anywhere in a value. */
    public boolean takes(char c) {
        return parts.stream().anyMatch(part -> part.kind().contains(c));
    }

    /** What is wrong with a value; null if nothing is. */
    @Nullable
    String fault(String value) {
        if (value.isEmpty()) {
            return "is empty, should be " + lengths() + " characters";
        }
        List<String> slices = new ArrayList<>(parts.size());
        int from = 0;
        for (AiPart part : parts) {
            if (from == value.length() && part.optional()) {
                break;
            }
            String slice = value.substring(from, Math.min(value.length(), from + part.max()));
            int foreign = part.kind().firstForeign(slice);
            if (foreign >= 0) {
                return Formats.character(value, from + foreign, part.kind().rule());
            }
            if (slice.length() < part.min()) {
                return wrongLength(value);
            }
            slices.add(slice);
            from += slice.length();
        }
        if (from < value.length()) {
            return wrongLength(value);
        }
        for (int i = 0; i < slices.size(); i++) {
            String fault = parts.get(i).fault(slices.get(i));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private String wrongLength(String value) {
        return "has " + value.length() + " characters, should be " + lengths();
    }

    /** Such as "6 or 12", "8, 10 or 12", "13 to 30". */
    private String lengths() {
        int least = 0;
        int most = 0;
        boolean varies = false;
        List<String> ends = new ArrayList<>();
        for (AiPart part : parts) {
            if (part.optional()) {
                ends.add(Integer.toString(most));
            } else {
                least += part.min();
            }
            most += part.max();
            varies |= part.min() < part.max();
        }
        if (varies) {
            return least + " to " + most;
        }
        return ends.isEmpty() ? Integer.toString(most) : String.join(", ", ends) + " or " + most;
    }
}
