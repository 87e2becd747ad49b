package org.touchmark.gateway.registration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.problem.Problems;

/**
 * Reads serials from CSV (RFC 4180) in UTF-8, with or without a byte order mark, with any line ends. The header names a
 * column "serial"; where there are columns {@code gtin} and {@code lot}, each line is held to the batch's own.
 */
final class CsvSerials {
    private static final String SERIAL = SerialCollector.COLUMN;
    private static final String GTIN = "gtin";
    private static final String LOT = "lot";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private CsvSerials() {}

    /** Gives the serials to the collector in the file's order, and returns the names of the columns that were not read. */
    static List<String> read(InputStream in, Gtin gtin, Lot lot, SerialCollector collector) throws IOException {
        PlainLines lines = new PlainLines(in);
        Optional<Columns> columns = lines.next() && !lines.isEmpty()
                ? Optional.of(Columns.of(List.of(lines.text().split(",", -1))))
                : Optional.empty();
        if (columns.isPresent()) {
            takePlain(lines, columns.get(), gtin, lot, collector);
            if (!lines.hasRest()) {
                return columns.get().others();
            }
        }
        try (CSVParser parser = FORMAT.parse(reader(lines.rest()))) {
            return new FileReading(parser, gtin, lot, collector).read(columns, lines.number() - 1);
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8: save the file as \"CSV UTF-8\"");
        } catch (UncheckedIOException e) {
            throw rethrown(e);
        }
    }

    private static ProblemException rethrown(UncheckedIOException e) throws IOException {
        IOException cause = e.getCause();
        if (cause instanceof CharacterCodingException) {
            return malformed("it is not UTF-8: save the file as \"CSV UTF-8\"");
        }
        if (cause instanceof CSVException) {
            // Its count of characters begins where the plain lines end: the line says more.
            return malformed(String.valueOf(cause.getMessage()).replaceFirst(", position: [0-9.,]+", ""));
        }
        throw cause;
    }

    private static ProblemException malformed(String why) {
        return Problems.unprocessable("CSV_MALFORMED", "The CSV can't be read: " + why + ". Nothing was registered.")
                .asException();
    }

    /** What the parser reads, so that what follows is refused, or not, as it refuses it. */
    private static Reader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** Takes lines as long as they are plain and nothing is wrong with them; the next one is for the parser to judge. */
    private static void takePlain(PlainLines lines, Columns columns, Gtin gtin, Lot lot, SerialCollector collector)
            throws IOException {
        byte[] gtinBytes = gtin.digits().getBytes(StandardCharsets.US_ASCII);
        byte[] lotBytes = lot.value().getBytes(StandardCharsets.US_ASCII);
        int serial = columns.serial();
        boolean good = true;
        while (good && lines.next()) {
            good = lines.isEmpty()
                    || (serial < lines.cells()
                            && isOrLacks(lines, columns.gtin(), gtinBytes)
                            && isOrLacks(lines, columns.lot(), lotBytes)
                            && collector.addPlain(
                                    lines.number(),
                                    lines.bytes(),
                                    lines.cellFrom(serial),
                                    lines.cellEnd(serial) - lines.cellFrom(serial)));
        }
    }

    private static boolean isOrLacks(PlainLines lines, int column, byte[] value) {
        return column < 0 || column >= lines.cells() || lines.cellIs(column, value);
    }

    /** Where the columns stand that are read, -1 for one that is not there, and the names of the others. */
    private record Columns(int serial, int gtin, int lot, List<String> others) {
        static Columns of(List<String> header) {
            List<String> names = header.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
            return new Columns(
                    serialColumn(names),
                    names.indexOf(GTIN),
                    names.indexOf(LOT),
                    names.stream()
                            .filter(name -> !name.equals(SERIAL) && !name.equals(GTIN) && !name.equals(LOT))
                            .toList());
        }

        private static int serialColumn(List<String> header) {
            int column = header.indexOf(SERIAL);
            if (column < 0 || header.lastIndexOf(SERIAL) != column) {
                String found = column < 0 ? "has no column \"serial\"" : "has the column \"serial\" twice";
                String hint = header.size() == 1 && header.get(0).contains(";") ? "; separate columns by commas" : "";
                throw Problems.unprocessable("COLUMN_MISSING", "line 1: the header " + found + hint + ".")
                        .withErrors(
                                List.of(new InputError(
                                        1, SERIAL, String.join(",", header), "COLUMN_MISSING", "the header " + found)),
                                1)
                        .asException();
            }
            return column;
        }
    }

    /** What the parser makes of the lines that are not plain, or wrong. */
    private static final class FileReading {
        private final CSVParser parser;
        private final Gtin gtin;
        private final Lot lot;
        private final SerialCollector collector;
        private long lastLine;

        FileReading(CSVParser parser, Gtin gtin, Lot lot, SerialCollector collector) {
            this.parser = parser;
            this.gtin = gtin;
            this.lot = lot;
            this.collector = collector;
        }

        /** {@code plain} has the columns, and {@code before} the lines, of what is read already. */
        List<String> read(Optional<Columns> plain, int before) {
            var records = parser.iterator();
            if (plain.isEmpty() && !records.hasNext()) {
                throw Problems.unprocessable(
                                "INPUT_EMPTY",
                                "The file is empty: its first line names the columns, one of them \"serial\".")
                        .asException();
            }
            lastLine = before;
            Columns columns =
                    plain.orElseGet(() -> Columns.of(records.next().stream().toList()));
            while (records.hasNext()) {
                CSVRecord record = records.next();
                int line = line(record);
                cell(record, columns.gtin()).ifPresent(value -> checkGtin(line, value));
                cell(record, columns.lot()).ifPresent(value -> checkLot(line, value));
                cell(record, columns.serial())
                        .ifPresentOrElse(serial -> collector.add(line, serial), () -> missingCell(line, record));
            }
            return columns.others();
        }

        // The parser counts the lines up to the record's end; a quoted cell may hold line ends of its own.
        private int line(CSVRecord record) {
            long end = parser.getCurrentLineNumber();
            long inside = 0;
            if (end > lastLine + 1) {
                for (String value : record) {
                    inside += value.chars().filter(c -> c == '\n').count();
                }
            }
            lastLine = end;
            return (int) (end - inside);
        }

        private static Optional<String> cell(CSVRecord record, int column) {
            return column >= 0 && column < record.size() ? Optional.of(record.get(column)) : Optional.empty();
        }

        private void missingCell(int line, CSVRecord record) {
            collector.addError(new InputError(
                    line,
                    SERIAL,
                    "",
                    "SERIAL_INVALID",
                    "the line has " + record.size() + " columns and none for the serial"));
        }

        private void checkGtin(int line, String value) {
            try {
                if (!Gtin.parse(value).equals(gtin)) {
                    collector.addError(new InputError(
                            line, GTIN, value, "GTIN_INVALID", "GTIN " + value + ": the batch is of " + gtin));
                }
            } catch (RefusedException e) {
                collector.addError(new InputError(line, GTIN, value, e.code().name(), e.prose()));
            }
        }

        private void checkLot(int line, String value) {
            if (!value.equals(lot.value())) {
                collector.addError(
                        new InputError(line, LOT, value, "LOT_INVALID", "lot " + value + ": the batch is lot " + lot));
            }
        }
    }
}
