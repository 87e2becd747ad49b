package org.touchmark.scanner.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelledUnitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A1,https://h/01/1|A1|https://h/01/1",
                "\"A,1\",https://h/A%2C1|A,1|https://h/A%2C1",
                "\"A\"\"1\",https://h/x|A\"1|https://h/x",
                "\"A\"\"\",\"https://h/a,b\"|A\"|https://h/a,b",
                "'=A,https://h/x|=A|https://h/x"
            })
    void a_line_is_a_serial_and_a_link(String line, String serial, String link) throws IOException {
        assertThat(list("serial,link\n" + line)).containsExactly(new LabelledUnit(serial, link));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A1", "A1,b,c", "A1,\"b"})
    void another_number_of_fields_is_refused(String line) {
        assertThatThrownBy(() -> list("serial,link\n" + line)).hasMessageContaining("line 2");
    }

    private static List<LabelledUnit> list(String csv) throws IOException {
        return LabelledUnit.list(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
