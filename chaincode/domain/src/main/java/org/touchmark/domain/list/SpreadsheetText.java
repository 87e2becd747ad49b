package org.touchmark.domain.list;

/**
 * How text is written into a cell so that no spreadsheet takes it for a formula: with ' before it, where it begins with = + - @,
 * a tab or a CR, or where it begins as if it were written so. What is read has that ' taken off, so that the same text comes back.
 */
public final class SpreadsheetText {
    private static final String STARTS = "=+-@\t\r";
    private static final char MARK = '\'';

    private SpreadsheetText() {}

    /** The cell that holds a text. */
    public static String written(String text) {
        boolean formula = !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0;
        return formula || isMarked(text) ? MARK + text : text;
    }

    /** The text that a cell holds. */
    public static String read(String cell) {
        return isMarked(cell) ? cell.substring(1) : cell;
    }

    /** Whether a cell begins with the mark of text and something that has it. */
    static boolean isMarked(String cell) {
        return cell.length() > 1
                && cell.charAt(0) == MARK
                && (cell.charAt(1) == MARK || STARTS.indexOf(cell.charAt(1)) >= 0);
    }
}
