package org.touchmark.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SerialCsvTest {
    @Test
    void counts_serials_up_in_a_column_of_their_own() throws IOException {
        byte[] csv = new SerialCsv("P-", 1_000).readAllBytes();

        List<String> lines = new String(csv, StandardCharsets.US_ASCII).lines().toList();
        assertThat(lines).hasSize(1_001).doesNotHaveDuplicates();
        assertThat(lines.get(0)).isEqualTo("serial");
        assertThat(lines.get(10)).isEqualTo("P-0000000010");
        assertThat(lines.get(1_000)).isEqualTo("P-0000001000");
    }

    @Test
    void reads_the_same_in_pieces_of_any_size() throws IOException {
        byte[] whole = new SerialCsv("P-", 50).readAllBytes();
        SerialCsv pieces = new SerialCsv("P-", 50);
        byte[] read = new byte[whole.length];
        int done = 0;
        for (int size = 1; done < read.length; size = size % 17 + 1) {
            done += pieces.read(read, done, Math.min(size, read.length - done));
        }

        assertThat(pieces.read()).isEqualTo(-1);
        assertThat(read).isEqualTo(whole);
    }
}
