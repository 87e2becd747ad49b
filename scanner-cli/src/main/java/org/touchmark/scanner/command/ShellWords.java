package org.touchmark.scanner.command;

import java.util.regex.Pattern;

/** Values inside commands that are shown to be copied: GS1's character set has quotes, asterisks and more that shells act on. */
final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@%+=,][A-Za-z0-9._/:@%+=,-]*");

    private ShellWords() {}

    /** A word that a shell takes as it is. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** An option with its value, which is not taken for an option itself whatever it begins with. */
    static String option(String name, String value) {
        return value.startsWith("-") ? name + "=" + quoted(value) : name + " " + quoted(value);
    }
}
