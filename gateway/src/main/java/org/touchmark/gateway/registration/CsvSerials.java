package org.touchmark.gateway.registration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.list.ListTable;
import org.touchmark.domain.list.MalformedListException;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problem;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.problem.Problems;

/**
 * Reads serials from a table of text, as {@link ListTable} understands it. The header names a column "serial"; where there are
 * columns {@code gtin} and {@code lot}, each line is held to the batch's own.
 */
final class CsvSerials {
    private static final String SERIAL = SerialCollector.COLUMN;
    private static final String GTIN = "gtin";
    private static final String LOT = "lot";

    private final ListTable table;
    private final Gtin gtin;
    private final Lot lot;
    private final SerialCollector collector;
    private final int gtinColumn;
    private final int lotColumn;

    private CsvSerials(ListTable table, Gtin gtin, Lot lot, SerialCollector collector) throws MalformedListException {
        this.table = table;
        this.gtin = gtin;
        this.lot = lot;
        this.collector = collector;
        this.gtinColumn = table.column(GTIN).orElse(-1);
        this.lotColumn = table.column(LOT).orElse(-1);
    }

    /** Gives the serials to the collector in the file's order, and returns what is to be said of the file. */
    static List<String> read(InputStream in, Gtin gtin, Lot lot, SerialCollector collector) throws IOException {
        try {
            ListTable table = ListTable.open(
                    in,
                    SERIAL,
                    (line, value, rule) ->
                            collector.addError(new InputError(line, "", value, "ROW_LENGTH", "the line " + rule)));
            CsvSerials serials = new CsvSerials(table, gtin, lot, collector);
            serials.read();
            return serials.warnings();
        } catch (MalformedListException e) {
            throw refused(e);
        }
    }

    private static ProblemException refused(MalformedListException e) {
        String code = switch (e.kind()) {
            case MALFORMED -> "CSV_MALFORMED";
            case COLUMN_MISSING -> "COLUMN_MISSING";
            case EMPTY -> "INPUT_EMPTY";
        };
        Problem problem =
                Problems.unprocessable(code, "The file can't be read: " + e.getMessage() + ". Nothing was registered.");
        String place = e.column() > 0 ? "character " + e.column() + ": " : "";
        return problem.withErrors(List.of(new InputError(e.line(), "", "", code, place + e.rule())), 1)
                .asException();
    }

    private void read() throws IOException {
        byte[] gtinBytes = gtin.digits().getBytes(StandardCharsets.US_ASCII);
        byte[] lotBytes = lot.value().getBytes(StandardCharsets.US_ASCII);
        int serial = table.key();
        while (table.next()) {
            int from = table.cellFrom(serial);
            boolean good = table.isPlain()
                    && (gtinColumn < 0 || table.cellIs(gtinColumn, gtinBytes))
                    && (lotColumn < 0 || table.cellIs(lotColumn, lotBytes))
                    && collector.addPlain(table.line(), table.bytes(), from, table.cellEnd(serial) - from);
            if (!good) {
                readClosely();
            }
        }
    }

    /** Says what is wrong with a row, if something is. */
    private void readClosely() {
        int line = table.line();
        if (gtinColumn >= 0) {
            checkGtin(line, table.cell(gtinColumn));
        }
        if (lotColumn >= 0) {
            checkLot(line, table.cell(lotColumn));
        }
        collector.addCell(line, table.cell(table.key()));
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(table.warnings());
        Set<String> read = Set.of(SERIAL, GTIN, LOT);
        List<String> others =
                table.header().stream().filter(name -> !read.contains(name)).toList();
        if (!others.isEmpty()) {
            warnings.add("columns that were not read: " + String.join(", ", others));
        }
        return warnings;
    }

    private void checkGtin(int line, String value) {
        try {
            if (!Gtin.parse(value).equals(gtin)) {
                collector.addError(new InputError(
                        line, GTIN, value, "GTIN_INVALID", "GTIN " + value + ": the batch is of " + gtin));
            }
        } catch (RefusedException e) {
            String damage =
                    SerialCollector.damage(value).map(words -> "; it " + words).orElse("");
            collector.addError(new InputError(line, GTIN, value, e.code().name(), e.prose() + damage));
        }
    }

    private void checkLot(int line, String value) {
        if (!value.equals(lot.value())) {
            Optional<String> damage = SerialCollector.damage(value).map(words -> "; it " + words);
            collector.addError(new InputError(
                    line, LOT, value, "LOT_INVALID", "lot " + value + ": the batch is lot " + lot + damage.orElse("")));
        }
    }
}
