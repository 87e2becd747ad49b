package org.touchmark.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ListRowsTest {
    /** A row's time goes with its length, not with that times its cells: a minute and more where each cell looked back. */
    @Test
    void of_many_quoted_cells_take_no_longer_than_their_bytes() {
        String cell = '"' + "x".repeat(1_000) + "\",";
        byte[] file = (cell.repeat(999) + "\"y\"\n").repeat(60).getBytes(StandardCharsets.UTF_8);

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(cells(file)).isEqualTo(60_000));
    }

    private static int cells(byte[] file) throws IOException {
        ListRows rows = new ListRows(new ByteArrayInputStream(file));
        int cells = 0;
        while (rows.next()) {
            cells += rows.cells();
        }
        return cells;
    }
}
