package org.touchmark.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.list.ListTable;
import org.touchmark.domain.list.SpreadsheetText;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.registration.SerialCollector.CellRule;
import org.touchmark.gateway.serials.SerialDraft;

/**
 * What comes of files of serials. In the tables \n, \r, \t, \0 and \q stand for line ends, a tab, a NUL and a quotation mark;
 * A@2 is serial A of line 2, "3 CODE" what is wrong with line 3.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CsvSerialsTest {
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final Lot LOT = new Lot("L1");

    @TempDir
    private Path folder;

    /** What came of a file: the serials with their lines and what was noted, in short; what was said; and how it ended. */
    private record Reading(String found, List<String> warnings, List<InputError> errors, String end) {}

    private Reading read(byte[] csv, int bytesAtOnce, CellRule rule) throws IOException {
        try (SerialDraft draft = SerialDraft.in(folder)) {
            SerialCollector collector = new SerialCollector(draft, rule);
            List<String> warnings = new ArrayList<>();
            List<InputError> errors = new ArrayList<>();
            String end = "";
            try {
                warnings.addAll(CsvSerials.read(new Trickle(csv, bytesAtOnce), GTIN, LOT, collector));
            } catch (ProblemException e) {
                end = e.problem().detail();
                errors.addAll(e.problem().errors());
            }
            warnings.addAll(collector.warnings());
            errors.addAll(0, collector.errors());
            draft.finish();
            return new Reading(found(draft, errors), warnings, errors, end);
        }
    }

    private static String found(SerialDraft draft, List<InputError> errors) {
        int[] lines = draft.lines(IntStream.range(0, draft.count()).toArray());
        try (Stream<SerialNumber> serials = draft.list().from(0)) {
            List<String> all = serials.map(SerialNumber::value).toList();
            Stream<String> good = IntStream.range(0, all.size()).mapToObj(i -> all.get(i) + "@" + lines[i]);
            Stream<String> bad = errors.stream()
                    .sorted(Comparator.comparing(InputError::line))
                    .map(error -> error.line() + " " + error.code());
            return Stream.concat(good, bad).collect(Collectors.joining(" "));
        }
    }

    private Reading read(String shown, Charset charset) throws IOException {
        String text = shown.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\0", "\u0000")
                .replace("\\q", "\"");
        return read(text.getBytes(charset), 1 << 16, CellRule.REFUSE);
    }

    private Reading read(String shown) throws IOException {
        return read(shown, StandardCharsets.UTF_8);
    }

    @Nested
    class A_file {
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource(
                delimiterString = " => ",
                value = {
                    "serial\\nA\\nB => A@2 B@3",
                    "serial\\r\\nA\\r\\nB\\r\\n => A@2 B@3",
                    "serial\\rA\\rB\\r => A@2 B@3",
                    "\\n\\nserial\\n\\nA\\n\\n => A@5",
                    " SERIAL ,note\\nA,x => A@2",
                    "note,serial\\nx,A\\n\\qtwo\\nlines\\q,B\\ny,C => A@2 B@3 C@5",
                    "serial\\n\\qA,1\\q\\n\\qA\\q\\q2\\q\\n5\\q => A,1@2 A\"2@3 5\"@4",
                    "serial;note\\nA;x\\nB;y,z => A@2 B@3",
                    "serial\\tnote\\nA\\tx => A@2",
                    "serial|note\\nA|x => A@2",
                    "sep=;\\nserial;a,b\\nA;x => A@3",
                    "sep=,\\r\\nserial\\r\\nA => A@3",
                    "SEP=\\t\\nserial\\tnote\\nA\\tx => A@3",
                    "\\qsep=;\\q\\nserial;note\\nA;x => A@3",
                    "serial,gtin,lot\\nA,09506000134352,L1\\nB,9506000134352,L1 => A@2 B@3",
                    "serial,note\\nA,x\\n,\\n\\nB,y\\n,,,\\n => A@2 B@5",
                    "serial,note\\nA,x,,\\n => A@2",
                    "serial\\n'=A\\n''=A\\n'A => =A@2 '=A@3 'A@4",
                    "serial,note\\nA,\u00e4\\nB,\u20ac => A@2 B@3"
                })
        void of_serials_is_read_with_its_lines(String file, String found) throws IOException {
            assertThat(read(file).found()).isEqualTo(found);
            assertThat(read("\uFEFF" + file).found()).isEqualTo(found);
            assertThat(read("\uFEFF" + file, StandardCharsets.UTF_16LE).found()).isEqualTo(found);
            assertThat(read("\uFEFF" + file, StandardCharsets.UTF_16BE).found()).isEqualTo(found);
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource(
                delimiterString = " => ",
                value = {
                    "serial,note\\nA,x,y\\nB,z => B@3 2 ROW_LENGTH",
                    "serial,note\\nA\\nB,z => B@3 2 ROW_LENGTH",
                    "note,serial\\nx\\ny,B => B@3 2 ROW_LENGTH",
                    "serial\\nA,B => 2 ROW_LENGTH",
                    "serial,note\\n,x => 2 SERIAL_INVALID",
                    "serial\\n9.50601E+12\\nB => B@3 2 SERIAL_DAMAGED",
                    "serial\\n=\\q0123\\q\\nB => B@3 2 SERIAL_DAMAGED",
                    "serial\\n\\q=\\q\\q0123\\q\\q\\q\\nB => B@3 2 SERIAL_DAMAGED",
                    "serial\\nN/A\\n#REF!\\n#NAME?\\n31.12.2031\\n1-Jan\\n123.0 => 2 SERIAL_DAMAGED 3 SERIAL_DAMAGED"
                            + " 4 SERIAL_DAMAGED 5 SERIAL_DAMAGED 6 SERIAL_DAMAGED 7 SERIAL_DAMAGED",
                    "serial,gtin\\nA,9.50600E+12 => A@2 2 GTIN_INVALID",
                    "serial,lot\\nA,L2 => A@2 2 LOT_INVALID",
                    "serial\\nA A\\n..\\nB => B@4 2 SERIAL_INVALID 3 SERIAL_INVALID",
                    "serial\\nA\\n\\qB\\nC => A@2 3 CSV_MALFORMED",
                    "serial\\nA\\n\\qB\\qC => A@2 3 CSV_MALFORMED",
                    "serial,note\\nA,x\\nB,\\0 => A@2 3 CSV_MALFORMED",
                    "id\\nA => 1 COLUMN_MISSING",
                    "\\n\\nid;x\\nA;y => 3 COLUMN_MISSING",
                    "serial,serial\\nA,B => 1 COLUMN_MISSING",
                    "serial,lot,lot\\nA,L1,L1 => 1 COLUMN_MISSING",
                    "\\n\\n => 0 INPUT_EMPTY"
                })
        void that_holds_something_else_is_refused_by_line(String file, String found) throws IOException {
            assertThat(read(file).found()).isEqualTo(found);
        }

        @Test
        void of_another_encoding_or_kind_is_named() throws IOException {
            assertThat(read("serial,note\\nA,x\\nB,caf\u00e9", StandardCharsets.ISO_8859_1)
                            .end())
                    .contains("line 3, column 6: it is not UTF-8 (byte E9): save the file as \"CSV UTF-8\"");
            assertThat(read("PK\u0003\u0004", StandardCharsets.ISO_8859_1).end())
                    .contains("a workbook of Excel");
        }

        @Test
        void without_the_column_shows_its_header() throws IOException {
            assertThat(read("\\qid\\qx;colour\\n1;red").end()).contains("the header \"\"id\"x;colour\" has no column");
        }

        @Test
        void says_what_each_line_lacks() throws IOException {
            assertThat(read("serial,note\\nA,x,y\\nB").errors())
                    .extracting(InputError::message)
                    .satisfiesExactly(
                            more -> assertThat(more).contains("has 3 cells, the header names 2 columns"),
                            less -> assertThat(less).contains("has 1 cell, the header names 2 columns"));
        }
    }

    @Nested
    class A_warning {
        @ParameterizedTest(name = "of {0} is {1}")
        @CsvSource(
                delimiterString = " => ",
                value = {
                    "serial,note,x\\nA,,\\n,,\\n,, => lines 3, 4: nothing but separators, passed over",
                    "serial,note,x\\nA,,,,\\nB,, => line 2: separators behind the last column, passed over",
                    "serial,note,x\\nA,, => columns that were not read: note, x",
                    "serial\\nNULL\\nA => line 2: a word that programs write for nothing",
                    "serial\\nA;2031 => line 2: a semicolon is taken for a part of the serial",
                    "serial\\n'=A => line 2: a ' before the serial, which marks it as text, is left out",
                    "serial\\n1\\n2\\n10 => serials: all are numbers, of 1 to 2 digits, and none begins with 0"
                })
        void names_the_lines(String file, String warning) throws IOException {
            assertThat(read(file).warnings())
                    .anySatisfy(said -> assertThat(said).startsWith(warning));
        }

        @Test
        void is_what_becomes_of_damage_that_is_meant() throws IOException {
            Reading reading =
                    read("serial\n1E+05\nB\n31.12.2031\n".getBytes(StandardCharsets.UTF_8), 7, CellRule.AS_WRITTEN);

            assertThat(reading.found()).isEqualTo("1E+05@2 B@3 31.12.2031@4");
            assertThat(reading.warnings()).singleElement().asString().startsWith("lines 2, 4: look as if");
        }
    }

    @Nested
    class Rows {
        private static final List<String> PIECES = List.of(
                "A",
                "b7",
                ",",
                "\n",
                "\r\n",
                "\"",
                " ",
                ".",
                "\t",
                "\u00e9",
                "\u20ac",
                "\uD83D\uDE00",
                "#",
                "'",
                ";",
                "0123");

        private String cell(Random random) {
            StringBuilder cell = new StringBuilder();
            for (int piece = random.nextInt(5); piece > 0; piece--) {
                cell.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return cell.toString();
        }

        /** Rows as a well-kept library writes them, with whatever in their cells, come back as that library reads them. */
        @Test
        void are_what_another_reader_makes_of_them() throws IOException {
            Random random = new Random(20261124);
            for (int file = 0; file < 500; file++) {
                char separator = ",;\t|".charAt(random.nextInt(4));
                String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
                CSVFormat format = CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(separator)
                        .setRecordSeparator(lineEnd)
                        .setIgnoreEmptyLines(true)
                        .get();
                StringBuilder written = new StringBuilder(format.format("serial", "one", "two")).append(lineEnd);
                for (int row = random.nextInt(20); row > 0; row--) {
                    written.append(format.format(cell(random) + "x", cell(random), cell(random)))
                            .append(lineEnd);
                }
                List<List<String>> expected;
                try (var parser = format.parse(new StringReader(written.toString()))) {
                    expected = parser.stream().skip(1).map(CSVRecord::toList).toList();
                }

                assertThat(rows(written.toString(), 1 + random.nextInt(9)))
                        .as(written.toString())
                        .isEqualTo(expected);
            }
        }

        private static List<List<String>> rows(String csv, int bytesAtOnce) throws IOException {
            ListTable table = ListTable.open(
                    new Trickle(csv.getBytes(StandardCharsets.UTF_8), bytesAtOnce), "serial", (line, value, rule) -> {
                        throw new AssertionError("line " + line + " " + rule);
                    });
            List<List<String>> rows = new ArrayList<>();
            while (table.next()) {
                rows.add(List.of(table.cell(0), table.cell(1), table.cell(2)));
            }
            return rows;
        }

        @Test
        void may_be_more_than_a_buffer_holds() throws IOException {
            StringBuilder lines = new StringBuilder("serial,note\n");
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                lines.append("SERIAL-").append(i).append(",x\r\n");
                expected.append("SERIAL-").append(i).append('@').append(i + 2).append(' ');
            }
            lines.append("LONG,").append("y".repeat(200_000)).append("\nLAST,\"two\nlines\"\nEND,x");
            expected.append("LONG@20002 LAST@20003 END@20005");

            assertThat(read(lines.toString().getBytes(StandardCharsets.UTF_8), 4_097, CellRule.REFUSE)
                            .found())
                    .isEqualTo(expected.toString());
        }

        @Test
        void have_a_longest_line_and_a_largest_number_of_cells() throws IOException {
            assertThat(read("serial,note\nA,x\nB," + "x".repeat(2_000_000)).end())
                    .contains("line 3: it is longer than");
            assertThat(read("serial,note\nA,x\nB,\"" + "x".repeat(2_000_000)).end())
                    .contains("line 3, column 3: nothing closes the quotation mark");
            assertThat(read("serial,note\nA,x\nB" + ",x".repeat(2_000)).end()).contains("line 3: it has more than");
        }

        @Test
        void that_are_written_here_are_read_back() throws IOException {
            List<String> serials = List.of("=1+1", "+49", "-5", "'=A", "''", "'", "A,1", "A\"2", "\"", "0123");
            StringBuilder written = new StringBuilder("serial,link\n");
            for (String serial : serials) {
                written.append(CSVFormat.RFC4180.format(SpreadsheetText.written(serial), "https://h/"))
                        .append('\n');
            }

            assertThat(read(written.toString()).found())
                    .isEqualTo(IntStream.range(0, serials.size())
                            .mapToObj(i -> serials.get(i) + "@" + (i + 2))
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Gives a few bytes with each read, as a network does. */
    private static final class Trickle extends ByteArrayInputStream {
        private final int atOnce;

        Trickle(byte[] bytes, int atOnce) {
            super(bytes);
            this.atOnce = atOnce;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, atOnce));
        }
    }
}
