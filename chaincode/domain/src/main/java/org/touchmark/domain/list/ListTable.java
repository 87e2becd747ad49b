package org.touchmark.domain.list;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.touchmark.domain.list.MalformedListException.Kind;

/**
 * A table that somebody brings: a first row that names the columns, and rows of as many cells. Columns are separated by
 * commas, semicolons, tabs or vertical bars, whichever makes the first row name the wanted column, or by what a line
 * {@code sep=;} before it says. Nothing in a row is passed over in silence: a row of another length is a fault, and of rows
 * that hold nothing but separators there is a warning. For one thread.
 */
public final class ListTable {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    /** As spreadsheets write it for each other, with the quotation marks that some put around it. */
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=([\t\\p{Punct}&&[^\"]])\"?[,;\t|]*", Pattern.CASE_INSENSITIVE);

    private static final int MAX_SHOWN_CHARACTERS = 200;

    /** Hears of what is wrong with a row, which is then passed over. */
    public interface Faults {
        /**
         * A row that can't be read.
         *
         * @param line where it begins, counted from 1
         * @param value what stands there, shortened
         * @param rule what is wrong with it
         */
        void fault(int line, String value, String rule);
    }

    private final ListRows rows;
    private final List<String> header;
    private final Faults faults;
    private final LineNotes blank = new LineNotes();
    private final LineNotes longer = new LineNotes();
    private final int key;

    private ListTable(ListRows rows, List<String> header, String key, Faults faults) {
        this.rows = rows;
        this.header = header;
        this.key = header.indexOf(key);
        this.faults = faults;
    }

    /**
     * A table whose first row names a column.
     *
     * @param file its bytes, in any of the encodings that {@link Utf8Input} understands
     * @param key the wanted column, in lower case
     * @throws MalformedListException where there is none, or nothing that can be read
     */
    public static ListTable open(InputStream file, String key, Faults faults) throws IOException {
        ListRows rows = new ListRows(Utf8Input.of(file));
        if (!first(rows)) {
            throw new MalformedListException(
                    Kind.EMPTY,
                    0,
                    0,
                    "the file is empty: its first line names the columns, one of them \"" + key + "\"");
        }
        Optional<ListTable> table = named(rows, key, faults);
        if (table.isEmpty()) {
            throw new MalformedListException(
                    Kind.COLUMN_MISSING,
                    rows.line(),
                    0,
                    "the header \"" + shortened(rows.text()) + "\" has no column \"" + key
                            + "\"; columns are separated by commas, semicolons, tabs or vertical bars");
        }
        return table.get();
    }

    /** The table of rows whose first is gone to already; empty where that names no such column. */
    static Optional<ListTable> named(ListRows rows, String key, Faults faults) throws IOException {
        return header(rows, separators(rows), key).map(names -> new ListTable(rows, names, key, faults));
    }

    /** Goes to the first row that is not empty. */
    static boolean first(ListRows rows) throws IOException {
        rows.takeLines();
        boolean found = rows.next();
        while (found && rows.text().isBlank()) {
            found = rows.next();
        }
        return found;
    }

    /** What may separate columns; where the row says it, the next one is gone to. */
    private static List<Character> separators(ListRows rows) throws IOException {
        Matcher line = SEPARATOR_LINE.matcher(rows.text());
        if (!line.matches()) {
            return SEPARATORS;
        }
        rows.next();
        return List.of(line.group(1).charAt(0));
    }

    /** The row's names of columns by the first separator that makes it name the wanted one. */
    private static Optional<List<String>> header(ListRows rows, List<Character> separators, String key)
            throws IOException {
        for (char separator : separators) {
            rows.back();
            rows.separateBy(separator);
            Optional<List<String>> names = names(rows);
            if (names.filter(found -> found.contains(key)).isPresent()) {
                requireOnce(rows, names.get(), key);
                return names;
            }
        }
        rows.back();
        rows.takeLines();
        rows.next();
        return Optional.empty();
    }

    /** The row's cells as names; empty where its quotation marks are not these cells'. */
    private static Optional<List<String>> names(ListRows rows) throws IOException {
        try {
            rows.next();
        } catch (MalformedListException e) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, rows.cells())
                .mapToObj(cell -> rows.cell(cell).strip().toLowerCase(Locale.ROOT))
                .toList());
    }

    private static void requireOnce(ListRows rows, List<String> names, String name) throws MalformedListException {
        if (names.indexOf(name) != names.lastIndexOf(name)) {
            throw new MalformedListException(
                    Kind.COLUMN_MISSING, rows.line(), 0, "the header has the column \"" + name + "\" twice");
        }
    }

    /** The column of a name; empty where there is none. */
    public Optional<Integer> column(String name) throws MalformedListException {
        requireOnce(rows, header, name);
        return Optional.of(header.indexOf(name)).filter(found -> found >= 0);
    }

    /** The wanted column. */
    public int key() {
        return key;
    }

    /** The names of all columns, in lower case. */
    public List<String> header() {
        return header;
    }

    /** Goes to the next row that has a cell in each column. */
    public boolean next() throws IOException {
        while (rows.next()) {
            if (rows.cells() == header.size() && (header.size() == 1 || !rows.isBlank())) {
                if (rows.cellEnd(0) > rows.cellFrom(0) || header.size() > 1) {
                    return true;
                }
            } else if (isFit()) {
                return true;
            }
        }
        return false;
    }

    /** What is to be said of a row of another length, or of none but separators. */
    private boolean isFit() {
        if (rows.isBlank()) {
            if (rows.cells() > 1) {
                blank.add(rows.line());
            }
            return false;
        }
        int surplus = rows.cells() - header.size();
        boolean onlySeparators = surplus > 0
                && IntStream.range(header.size(), rows.cells())
                        .allMatch(cell -> rows.cellEnd(cell) == rows.cellFrom(cell));
        if (onlySeparators) {
            longer.add(rows.line());
            return true;
        }
        faults.fault(
                rows.line(),
                shortened(rows.text()),
                "has %d cell%s, the header names %d column%s: %s"
                        .formatted(
                                rows.cells(),
                                rows.cells() == 1 ? "" : "s",
                                header.size(),
                                header.size() == 1 ? "" : "s",
                                surplus > 0
                                        ? "put quotation marks around a value that holds the separator, or name the"
                                                + " column"
                                        : "something is missing; leave a cell empty, but keep its separator"));
        return false;
    }

    /** The line on which the row begins, counted from 1. */
    public int line() {
        return rows.line();
    }

    /** Whether the row is ASCII without quotation marks and without semicolons, unless they separate. */
    public boolean isPlain() {
        return rows.isPlain();
    }

    public String cell(int column) {
        return rows.cell(column);
    }

    /** Whether a cell is these bytes. */
    public boolean cellIs(int column, byte[] value) {
        int from = rows.cellFrom(column);
        return Arrays.equals(rows.bytes(), from, rows.cellEnd(column), value, 0, value.length);
    }

    /** The array that the row's cells stand in; it changes with the next row. */
    // Not copied: that is what this reader is for.
    public byte[] bytes() {
        return rows.bytes();
    }

    /** Where a cell begins in it. */
    public int cellFrom(int column) {
        return rows.cellFrom(column);
    }

    /** Where a cell ends in it. */
    public int cellEnd(int column) {
        return rows.cellEnd(column);
    }

    /** What is to be said of the rows so far. */
    public List<String> warnings() {
        return Stream.of(
                        blank.say("nothing but separators, passed over"),
                        longer.say("separators behind the last column, passed over"))
                .flatMap(Optional::stream)
                .toList();
    }

    static String shortened(String text) {
        return text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS) + "...";
    }
}
