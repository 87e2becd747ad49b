package org.touchmark.domain.list;

import java.util.regex.Pattern;

/**
 * Forms that programs give to numbers, and that may yet be meant where things are numbered so: whether they look like it depends
 * on what stands beside them.
 */
enum NumberForm {
    /** Looks like a value of a spreadsheet wherever it stands: a percentage, a decimal comma, a month, 1E5. */
    ALONE("[+-]?[0-9]+(?:[.,][0-9]+)? ?%|[+-]?[0-9]+,[0-9]+|[+-]?[1-9][Ee][0-9]{1,3}"
            + "|(?:0?[1-9]|1[0-2])[-./](?:19|20)[0-9]{2}"),
    /** Looks like one where nothing but numbers stands beside it: with a decimal point, a sign, a power of ten. */
    AMONG_NUMBERS("[+-]?[0-9]+\\.[0-9]+|[+-][0-9]+|[+-]?[0-9]+[Ee][0-9]{1,3}"),
    /** Digits alone. */
    DIGITS("[0-9]+"),
    /** Anything else. */
    OTHER(".*");

    /** The longest number that a program writes, and a sign. */
    private static final int LONGEST = 26;

    private final Pattern pattern;

    NumberForm(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    static NumberForm of(String text) {
        if (text.length() > LONGEST) {
            return OTHER;
        }
        for (NumberForm form : values()) {
            if (form.pattern.matcher(text).matches()) {
                return form;
            }
        }
        return OTHER;
    }
}
