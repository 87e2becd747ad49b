package org.touchmark.domain.list;

import java.io.IOException;

/** A file that is no list of the wanted kind: where, and what is wrong there. */
public final class MalformedListException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Kind {
        /** The bytes are no rows of text. */
        MALFORMED,
        /** The first row does not name the wanted column, or twice. */
        COLUMN_MISSING,
        /** There is no row at all. */
        EMPTY
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String rule;

    MalformedListException(Kind kind, int line, int column, String rule) {
        super(place(line, column) + rule);
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.rule = rule;
    }

    static MalformedListException at(int line, int column, String rule) {
        return new MalformedListException(Kind.MALFORMED, line, column, rule);
    }

    public Kind kind() {
        return kind;
    }

    /** The line, counted from 1; 0 where it is the whole file. */
    public int line() {
        return line;
    }

    /** The character in the line, counted from 1; 0 where it is the whole line. */
    public int column() {
        return column;
    }

    /** What is wrong, without the place. */
    public String rule() {
        return rule;
    }

    private static String place(int line, int column) {
        if (line == 0) {
            return "";
        }
        return column == 0 ? "line " + line + ": " : "line " + line + ", column " + column + ": ";
    }
}
