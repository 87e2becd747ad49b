package org.touchmark.domain.list;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What spreadsheets make of a number or a text that they take for something else. Much of it would pass for a serial number of
 * GS1's: it is said here by its form, so that nobody registers it unawares.
 */
public final class SpreadsheetDamage {
    private static final String MONTH =
            "(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec"
                    + "|Mrz|M\u00e4r|Mai|Okt|Dez|janv|f\u00e9vr|mars|avr|mai|juin|juil|ao\u00fbt|sept|d\u00e9c|ene|abr|ago|dic|mrt|mei|okt)\\.?";

    private static final String DAY = "(?:0?[1-9]|[12][0-9]|3[01])";
    private static final String YEAR = "(?:19|20)[0-9]{2}";

    private static final String ANY_DAY = "(?:0?[0-9]|[12][0-9]|3[01])";

    /** Day 0 of spreadsheets and databases: in 1900, at the end of 1899, in a year or month of no calendar. */
    private static final String ZERO_DATE =
            ANY_DAY + "([-./])" + ANY_DAY + "\\1(?:1900|1899|0000)|(?:1900|1899|0000)([-./])"
                    + ANY_DAY + "\\2" + ANY_DAY
                    + "(?:[T ][0-9:.]+Z?)?|0?1/0?0/00|0?0([./])0?1\\3(?:00|1900)|0?0[-. /]{1,2}" + MONTH
                    + "[-. /]{1,2}(?:00|1900)";

    /** A form and what it is. */
    private record Form(Pattern pattern, String words) {
        static Form of(String pattern, String words) {
            return new Form(Pattern.compile(pattern), words);
        }
    }

    private static final String AS_TEXT =
            "; give the column the format \"text\", enter it anew and save as \"CSV UTF-8\"";

    private static final List<Form> FORMS = List.of(
            Form.of("=.*", "is a formula: write what it yields; a value that does begin with = is written '="),
            Form.of("#.*", "is what a spreadsheet shows where a formula fails or a column is too narrow"),
            Form.of(
                    "(?i)n/a|\\((?:leer|blank|empty|vide|vac\u00edo|vacio|en blanco|vuoto|vuota|vazio|leeg)\\)",
                    "is what a spreadsheet shows where there is nothing"),
            Form.of(
                    "(?:Err|Error|Fehler|Erreur|Errore|Erro|Fout) ?: ?[0-9]{3}",
                    "is what a spreadsheet shows where a formula fails"),
            Form.of(
                    "[+-]?[0-9](?:[.,][0-9]+)?[Ee][+-][0-9]{1,3}|[+-]?[0-9][.,][0-9]+[Ee][0-9]{1,3}",
                    "is a power of ten, which a spreadsheet made of a number, and digits of it are lost" + AS_TEXT),
            Form.of(
                    DAY + "([./])" + DAY + "\\1(?:[0-9]{2}|" + YEAR + ")|" + DAY + "-" + DAY + "-" + YEAR + "|" + YEAR
                            + "([-./])" + DAY + "\\2" + DAY + "(?:[T ][0-9:.]+Z?)?",
                    "is a date, which spreadsheets make of numbers with points, dashes or slashes" + AS_TEXT),
            Form.of(
                    DAY + "[-. /]{1,2}" + MONTH + "(?:[-. /]{1,2}(?:[0-9]{2}|" + YEAR + "))?|" + MONTH
                            + "[-. /]{1,2}(?:[0-9]{2}|" + YEAR + ")",
                    "is a date, which spreadsheets make of numbers with points, dashes or slashes" + AS_TEXT),
            Form.of(ZERO_DATE, "is a date that a spreadsheet shows for 0, or where there is nothing" + AS_TEXT),
            Form.of(
                    "(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?",
                    "is a time of day, which spreadsheets make of numbers with colons" + AS_TEXT),
            Form.of(
                    "[+-]?[0-9]+[.,]0+",
                    "is a number with decimals, which a program made of a text of digits" + AS_TEXT),
            Form.of(
                    "[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?:\\.[0-9]+)?|(?:\\.[0-9]{3})+,[0-9]+|(?:\\.[0-9]{3}){2,}"
                            + "|(?:'[0-9]{3})+(?:[.,][0-9]+)?|(?:,[0-9]{2})+,[0-9]{3}(?:\\.[0-9]+)?)",
                    "is a number in groups of thousands, which a spreadsheet made of a text of digits" + AS_TEXT));

    private static final Set<String> DOUBTFUL = Set.of(
            "null",
            "none",
            "nil",
            "nan",
            "-nan",
            "na",
            "n.a.",
            "n/d",
            "n.d.",
            "n.v.",
            "k.a.",
            "inf",
            "+inf",
            "-inf",
            "infinity",
            "-infinity",
            "-",
            "--",
            "---",
            "?",
            "??",
            "???",
            "true",
            "false",
            "undefined",
            "wahr",
            "falsch",
            "vrai",
            "faux",
            "verdadero",
            "falso",
            "vero",
            "verdadeiro",
            "waar",
            "onwaar");

    /** The longest date, with its time. */
    private static final int LONGEST = 26;

    private static final int LONGEST_WORD = 12;

    private SpreadsheetDamage() {}

    /** What a cell is that no one would number a thing with; empty where it may be meant. */
    public static Optional<String> of(String cell) {
        if (cell.length() > LONGEST && !cell.startsWith("=") && !cell.startsWith("#")) {
            return Optional.empty();
        }
        return FORMS.stream()
                .filter(form -> form.pattern().matcher(cell).matches())
                .map(Form::words)
                .findFirst();
    }

    /** Whether a cell is a word that programs write for nothing, or for yes and no: it may be meant. */
    public static boolean isDoubtful(String cell) {
        return cell.length() <= LONGEST_WORD && DOUBTFUL.contains(cell.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether bytes might be damaged, marked or doubtful, for whoever has millions: those of which this is false are none of it.
     * Looks at a few of them only.
     */
    public static boolean isPossible(byte[] bytes, int from, int length) {
        byte head = bytes[from];
        if ("=#'(?".indexOf(head) >= 0) {
            return true;
        }
        if (isLetter(head)) {
            return length >= 2 && length <= LONGEST_WORD && isWord(bytes, from, length);
        }
        boolean isSign = head == '-' || head == '+';
        if (isSign && (length == 1 || isLetter(bytes[from + 1]))) {
            return length <= LONGEST_WORD;
        }
        return length <= LONGEST && (isDigit(head) || isSign) && (isSign || hasMark(bytes, from, length));
    }

    /** Whether it could be N/A, n.a., a word, or a month and what follows it. */
    private static boolean isWord(byte[] bytes, int from, int length) {
        byte second = bytes[from + 1];
        return second == '/'
                || second == '.'
                || second >= 'a'
                || (isLetter(second) && isLetter(bytes[from + length - 1]));
    }

    /** Whether what first stands among digits is what stands in dates, times, powers of ten and numbers with decimals. */
    private static boolean hasMark(byte[] bytes, int from, int length) {
        for (int i = from + 1; i < from + length; i++) {
            if (!isDigit(bytes[i])) {
                return "./-:,Ee %'".indexOf(bytes[i]) >= 0;
            }
        }
        return false;
    }

    private static boolean isLetter(byte value) {
        return (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
