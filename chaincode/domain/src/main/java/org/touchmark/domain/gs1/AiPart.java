package org.touchmark.domain.gs1;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of an identifier's value.
 *
 * @param kind what it is made of
 * @param min characters at least
 * @param max characters at most
 * @param optional whether it may be left out, with all behind it
 * @param linters its further rules
 */
record AiPart(CharacterKind kind, int min, int max, boolean optional, List<Linter> linters) {
    private static final Pattern PADDED = Pattern.compile("[^=]+={0,2}");

    AiPart {
        linters = List.copyOf(linters);
    }

    /** The first rule that a text of right characters and length breaks. */
    @Nullable
    String fault(String text) {
        if (kind == CharacterKind.BASE64URL && !PADDED.matcher(text).matches()) {
            return "has = elsewhere than once or twice at its end";
        }
        for (Linter linter : linters) {
            String fault = linter.fault(text);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
