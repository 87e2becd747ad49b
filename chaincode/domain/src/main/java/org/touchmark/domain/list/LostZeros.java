package org.touchmark.domain.list;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Watches whether numbers lost zeros before or digits behind on their way through a spreadsheet, or are written as one writes
 * numbers, which no single one shows.
 */
public final class LostZeros {
    /** A spreadsheet's numbers keep as many digits (IEEE 754 binary64). */
    private static final int DIGITS_KEPT = 15;

    private static final String AS_NUMBER =
            "a percentage, a decimal comma, a month or a power of ten: looks like a number of a spreadsheet, and is taken as it"
                    + " is written";
    private static final String AMONG_NUMBERS =
            "a sign, a decimal point or a power of ten where all are numbers: a spreadsheet may have written it, and it is taken"
                    + " as it is written";

    private final LineNotes numbers = new LineNotes();
    private final LineNotes numbersAmong = new LineNotes();
    private boolean onlyNumbers = true;
    private boolean possible = true;
    private boolean rounded = true;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int shortestLine;
    private int longOnes;

    /** One more of the list, as ASCII bytes. */
    public void add(byte[] bytes, int from, int length, int line) {
        if (length == 0) {
            return;
        }
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                possible = false;
                addOther(bytes, from, length, line);
                return;
            }
        }
        if (!possible) {
            return;
        }
        // One leading zero shows that they are kept.
        possible = bytes[from] != '0';
        if (length < shortest) {
            shortest = length;
            shortestLine = line;
        }
        longest = Math.max(longest, length);
        if (length > DIGITS_KEPT) {
            longOnes++;
            rounded &= bytes[from + length - 1] == '0';
        }
    }

    private void addOther(byte[] bytes, int from, int length, int line) {
        // Few serials get beyond the quick look, which costs nearly nothing where there are millions.
        NumberForm form = SpreadsheetDamage.isPossible(bytes, from, length)
                ? NumberForm.of(new String(bytes, from, length, StandardCharsets.ISO_8859_1))
                : NumberForm.OTHER;
        switch (form) {
            case ALONE -> numbers.add(line);
            case AMONG_NUMBERS -> numbersAmong.add(line);
            default -> onlyNumbers = false;
        }
    }

    /** What looks lost, or written as a number. */
    public List<String> warnings() {
        Optional<String> zeros = Optional.of(
                        "all are numbers, of %d to %d digits, and none begins with 0: a spreadsheet drops leading zeros; see whether line %d lost some"
                                .formatted(shortest, longest, shortestLine))
                .filter(text -> possible && shortest < longest);
        Optional<String> digits = Optional.of(
                        "all numbers of more than %d digits end in 0: a spreadsheet rounds them".formatted(DIGITS_KEPT))
                .filter(text -> possible && rounded && longOnes > 1);
        Optional<String> among = onlyNumbers ? numbersAmong.say(AMONG_NUMBERS) : Optional.empty();
        return Stream.of(zeros, digits, numbers.say(AS_NUMBER), among)
                .flatMap(Optional::stream)
                .toList();
    }
}
