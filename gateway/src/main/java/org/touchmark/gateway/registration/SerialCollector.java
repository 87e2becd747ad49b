package org.touchmark.gateway.registration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.list.LineNotes;
import org.touchmark.domain.list.LostZeros;
import org.touchmark.domain.list.SpreadsheetDamage;
import org.touchmark.domain.list.SpreadsheetText;
import org.touchmark.domain.unit.GuessRisk;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.serials.Duplicates;
import org.touchmark.gateway.serials.Duplicates.Duplicate;
import org.touchmark.gateway.serials.SerialDraft;

/** Checks the serials of an input as they come, and notes everything that is wrong, so that one answer names all places. */
final class SerialCollector {
    /** The most serials of a batch. */
    static final int MAX_SERIALS = PageLayout.MAX_UNITS;

    static final String COLUMN = "serial";

    private static final String MEANT = "; if it is meant, say asWritten=true (--as-written)";

    private final SerialDraft draft;
    private final CellRule rule;
    private final GuessRisk.Meter risk = new GuessRisk.Meter();
    private final LostZeros zeros = new LostZeros();
    private final LineNotes doubtful = new LineNotes();
    private final LineNotes marked = new LineNotes();
    private final LineNotes damaged = new LineNotes();
    private final LineNotes separated = new LineNotes();
    private final List<InputError> errors = new ArrayList<>();
    private long errorCount;

    /** What becomes of cells that look as if a spreadsheet had made them of something else. */
    enum CellRule {
        /** They are wrong. */
        REFUSE,
        /** They are meant. */
        AS_WRITTEN
    }

    /** {@code draft} is given the good ones. */
    SerialCollector(SerialDraft draft) {
        this(draft, CellRule.REFUSE);
    }

    /** {@code draft} is given the good ones. */
    SerialCollector(SerialDraft draft, CellRule rule) {
        this.draft = draft;
        this.rule = rule;
    }

    /** Takes a serial, or notes why it can't be one. */
    void add(int line, String serial) {
        if (draft.count() >= MAX_SERIALS) {
            throw Problems.unprocessable(
                            "TOO_MANY_UNITS",
                            "line " + line + ": a batch has at most " + MAX_SERIALS
                                    + " units; send the rest as another lot")
                    .asException();
        }
        try {
            SerialNumber checked = new SerialNumber(serial);
            if (Dots.isAll(serial)) {
                throw new RefusedException(ErrorCode.SERIAL_INVALID, "serial " + serial + ": " + Dots.RULE);
            }
            draft.add(checked, line);
            risk.add(checked);
        } catch (RefusedException e) {
            addError(new InputError(line, COLUMN, serial, e.code().name(), e.prose()));
        }
    }

    /** What a spreadsheet made of a value; empty where nothing shows that one did. */
    static Optional<String> damage(String cell) {
        return SpreadsheetDamage.of(cell);
    }

    /** Takes the serial in a table's cell, or notes why it can't be one. */
    void addCell(int line, String cell) {
        Optional<String> damage = damage(cell);
        if (damage.isPresent() && rule == CellRule.REFUSE) {
            addError(new InputError(
                    line, COLUMN, cell, "SERIAL_DAMAGED", "serial " + cell + ": " + damage.get() + MEANT));
            return;
        }
        String serial = SpreadsheetText.read(cell);
        damage.ifPresent(words -> damaged.add(line));
        if (!serial.equals(cell)) {
            marked.add(line);
        }
        if (SpreadsheetDamage.isDoubtful(cell)) {
            doubtful.add(line);
        }
        if (cell.indexOf(';') >= 0) {
            separated.add(line);
        }
        byte[] bytes = serial.getBytes(StandardCharsets.UTF_8);
        zeros.add(bytes, 0, bytes.length, line);
        add(line, serial);
    }

    /** What is to be said of the cells that were taken. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        damaged.say("look as if a spreadsheet had made them of something else, and are taken as they are written")
                .ifPresent(warnings::add);
        doubtful.say("a word that programs write for nothing, or for yes and no, is taken for a serial")
                .ifPresent(warnings::add);
        separated.say("a semicolon is taken for a part of the serial").ifPresent(warnings::add);
        marked.say("a ' before the serial, which marks it as text, is left out").ifPresent(warnings::add);
        zeros.warnings().forEach(words -> warnings.add("serials: " + words));
        return warnings;
    }

    /**
     * Takes a serial that stands in a longer array of ASCII bytes.
     *
     * @return false if it can't be one, is one too many, or needs a closer look: {@link #addCell} says why
     */
    boolean addPlain(int line, byte[] bytes, int from, int length) {
        if (draft.count() >= MAX_SERIALS
                || !SerialNumber.isOne(bytes, from, length)
                || SpreadsheetDamage.isPossible(bytes, from, length)
                || (bytes[from] == '.' && Dots.isAll(new String(bytes, from, length, StandardCharsets.US_ASCII)))) {
            return false;
        }
        draft.add(bytes, from, length, line);
        risk.add(bytes, from, length);
        zeros.add(bytes, from, length, line);
        return true;
    }

    /** Notes something else that is wrong. */
    void addError(InputError error) {
        errorCount++;
        if (errors.size() < Problem.MAX_ERRORS) {
            errors.add(error);
        }
    }

    /** What was noted so far; not all of it, where it is much. */
    List<InputError> errors() {
        return List.copyOf(errors);
    }

    /** Finishes the list, if nothing is wrong with any serial and there is one at least; says how guessable they are. */
    GuessRisk finish() {
        Duplicates duplicates = Duplicates.in(draft.finish());
        long count = errorCount + duplicates.total();
        if (count > 0) {
            throw invalid(
                    count, Stream.concat(errors.stream(), named(duplicates)).toList());
        }
        if (draft.count() == 0) {
            throw Problems.unprocessable(
                            "INPUT_EMPTY", "The input has no serial: a batch has at least one; nothing was registered.")
                    .asException();
        }
        return risk.risk();
    }

    private static RuntimeException invalid(long count, List<InputError> unsorted) {
        List<InputError> inOrder = unsorted.stream()
                .sorted(Comparator.comparingInt(InputError::line))
                .toList();
        InputError first = inOrder.get(0);
        return Problems.unprocessable(
                        "INPUT_INVALID",
                        count + (count == 1 ? " place" : " places")
                                + " of the input can't be used and nothing was registered; the first: line "
                                + first.line() + ": " + first.message())
                .withErrors(inOrder, (int) Math.min(count, Integer.MAX_VALUE))
                .asException();
    }

    private Stream<InputError> named(Duplicates duplicates) {
        int[] positions = duplicates.first().stream()
                .flatMapToInt(duplicate -> IntStream.of(duplicate.position(), duplicate.earlier()))
                .sorted()
                .distinct()
                .toArray();
        int[] lines = draft.lines(positions);
        return duplicates.first().stream().map(duplicate -> {
            int line = lines[index(positions, duplicate.position())];
            int earlier = lines[index(positions, duplicate.earlier())];
            return repeated(duplicate, line, earlier);
        });
    }

    private static int index(int[] positions, int position) {
        return Arrays.binarySearch(positions, position);
    }

    private static InputError repeated(Duplicate duplicate, int line, int earlier) {
        return new InputError(
                line,
                COLUMN,
                duplicate.serial(),
                "SERIAL_DUPLICATE",
                "serial " + duplicate.serial() + ": on line " + line + " and already on line " + earlier
                        + "; a serial names one unit");
    }
}
