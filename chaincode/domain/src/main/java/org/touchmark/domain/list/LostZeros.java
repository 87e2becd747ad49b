package org.touchmark.domain.list;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches whether numbers lost zeros before or digits behind on their way through a spreadsheet, which no single one shows. */
public final class LostZeros {
    /** A spreadsheet's numbers keep as many digits (IEEE 754 binary64). */
    private static final int DIGITS_KEPT = 15;

    private boolean possible = true;
    private boolean rounded = true;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int shortestLine;
    private int longOnes;

    /** One more of the list, as ASCII bytes. */
    public void add(byte[] bytes, int from, int length, int line) {
        if (!possible || length == 0) {
            return;
        }
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                possible = false;
                return;
            }
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

    /** What looks lost. */
    public List<String> warnings() {
        Optional<String> zeros = Optional.of(
                        "all are numbers, of %d to %d digits, and none begins with 0: a spreadsheet drops leading zeros; see whether line %d lost some"
                                .formatted(shortest, longest, shortestLine))
                .filter(text -> possible && shortest < longest);
        Optional<String> digits = Optional.of(
                        "all numbers of more than %d digits end in 0: a spreadsheet rounds them".formatted(DIGITS_KEPT))
                .filter(text -> possible && rounded && longOnes > 1);
        return Stream.of(zeros, digits).flatMap(Optional::stream).toList();
    }
}
