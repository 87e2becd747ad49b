package org.touchmark.gateway.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.ProblemException;
import org.touchmark.gateway.serials.SerialDraft;

/** Lines that are read as they are against the same lines behind a quoted header, which the CSV parser reads all. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CsvSerialsTest {
    private static final Gtin GTIN = new Gtin("09506000134352");
    private static final Lot LOT = new Lot("L1");

    /** What is often in such files, and what tells lines that are plain from others. */
    private static final List<String> PIECES = List.of(
            "A",
            "b7",
            ",",
            ",",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\"",
            "\"A\nB\"",
            "\"C\"",
            " ",
            ".",
            "..",
            "\t",
            "\u00e9",
            "\uFEFF",
            GTIN.digits(),
            "9506000134352",
            "L1",
            "L2",
            "01234567890123456789",
            "X\n",
            "Y\r\n",
            "#",
            "'",
            ";");

    @TempDir
    private Path folder;

    /** What came of a file: the serials with their lines, what was noted, and how it ended. */
    private record Reading(List<String> serials, List<Integer> lines, List<InputError> errors, String end) {}

    private Reading read(byte[] csv, int bytesAtOnce) throws IOException {
        try (SerialDraft draft = SerialDraft.in(folder)) {
            SerialCollector collector = new SerialCollector(draft);
            String end;
            try {
                end = "other columns " + CsvSerials.read(new Trickle(csv, bytesAtOnce), GTIN, LOT, collector);
            } catch (ProblemException e) {
                end = e.problem().toString();
            }
            draft.finish();
            int[] positions = IntStream.range(0, draft.count()).toArray();
            try (Stream<SerialNumber> serials = draft.list().from(0)) {
                return new Reading(
                        serials.map(SerialNumber::value).toList(),
                        Arrays.stream(draft.lines(positions)).boxed().toList(),
                        collector.errors(),
                        end);
            }
        }
    }

    private void assertReadAlike(String header, String lines, int bytesAtOnce) throws IOException {
        String quoted = "\"" + header.replace(",", "\",\"") + "\"";
        Reading plain = read((header + lines).getBytes(StandardCharsets.UTF_8), bytesAtOnce);

        assertThat(plain)
                .as("%s%s, %d bytes at once", header, lines, bytesAtOnce)
                .isEqualTo(read((quoted + lines).getBytes(StandardCharsets.UTF_8), 1 << 16));
    }

    @Nested
    class Plain_lines {
        @Test
        void are_read_as_the_parser_reads_them() throws IOException {
            Random random = new Random(20261124);
            List<String> headers = List.of("serial", "serial,gtin", "lot,note,serial", "gtin, Serial ,lot", "id");
            for (int file = 0; file < 1_000; file++) {
                StringBuilder lines = new StringBuilder(random.nextBoolean() ? "\n" : "\r\n");
                for (int piece = random.nextInt(30); piece > 0; piece--) {
                    lines.append(PIECES.get(random.nextInt(PIECES.size())));
                }
                assertReadAlike(headers.get(file % headers.size()), lines.toString(), 1 + random.nextInt(9));
            }
        }

        @Test
        void may_be_more_than_a_buffer_holds() throws IOException {
            StringBuilder lines = new StringBuilder("\n");
            for (int i = 0; i < 20_000; i++) {
                lines.append("S").append(i).append(",x\r\n");
            }
            assertReadAlike("serial,note", lines + "LAST,\"two\nlines\"\nB B,x\n", 4_097);
        }

        @Test
        void that_are_longer_than_a_buffer_are_the_parsers() throws IOException {
            assertReadAlike("serial,note", "\nA,b\nC," + "x".repeat(200_000) + "\nD,e\n", 1 << 16);
        }

        @Test
        void with_many_cells_are_the_parsers() throws IOException {
            assertReadAlike("serial,note", "\nA,b\nC" + ",x".repeat(100) + "\nD,e\n", 1 << 16);
        }
    }

    @Nested
    class What_is_wrong_behind_plain_lines {
        @Test
        void is_named_with_its_line() throws IOException {
            Reading reading = read("serial\nA\n\nB\nC C\nD\n..\n".getBytes(StandardCharsets.UTF_8), 5);

            assertThat(reading.serials()).containsExactly("A", "B", "D");
            assertThat(reading.lines()).containsExactly(2, 4, 6);
            assertThat(reading.errors()).extracting(InputError::line).containsExactly(5, 7);
        }

        @Test
        void tells_the_line_of_a_quotation_mark_that_nothing_closes() throws IOException {
            Reading reading = read("serial\nA\nB\n\"C\n".getBytes(StandardCharsets.UTF_8), 64);

            assertThat(reading.end()).contains("CSV_MALFORMED").contains("line 4");
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
