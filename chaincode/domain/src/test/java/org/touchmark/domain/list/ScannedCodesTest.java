package org.touchmark.domain.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of files of codes; in the tables \n, \r, \t, \0 and \q stand for line ends, a tab, a NUL and a quotation mark. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ScannedCodesTest {
    static String bytes(String shown) {
        return shown.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\0", "\u0000")
                .replace("\\q", "\"");
    }

    private static String read(byte[] file) throws IOException {
        return ScannedCodes.read(new ByteArrayInputStream(file)).codes().stream()
                .map(code -> code.text() + "@" + code.line())
                .collect(Collectors.joining(" "));
    }

    private static String read(String file, Charset charset) throws IOException {
        return read(bytes(file).getBytes(charset));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiterString = " => ",
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "https://h/1\\nhttps://h/2 => https://h/1@1 https://h/2@2",
                "\\n\\n https://h/1 \\r\\n\\r\\nhttps://h/2\\r\\n => https://h/1@3 https://h/2@5",
                "https://h/1\\rhttps://h/2\\r => https://h/1@1 https://h/2@2",
                "https://h/1,2\\nhttps://h/3;4 => https://h/1,2@1 https://h/3;4@2",
                "\\qhttps://h/1\\q\\n\\qhttps://h/2\\q => https://h/1@1 https://h/2@2",
                "link\\nhttps://h/1 => https://h/1@2",
                " Link \\nhttps://h/1 => https://h/1@2",
                "\\qlink\\q\\n\\qhttps://h/1\\q => https://h/1@2",
                "file,serial,link\\n1.png,A,https://h/1\\n2.png,'=B,https://h/2 => https://h/1@2 https://h/2@3",
                "serial;link\\nA;https://h/1,x\\n;;\\nB;https://h/2 => https://h/1,x@2 https://h/2@4",
                "serial\\tlink\\nA\\thttps://h/1 => https://h/1@2",
                "serial|link\\nA|https://h/1 => https://h/1@2",
                "sep=;\\nserial;link\\nA;https://h/1 => https://h/1@3",
                "\\qsep=;\\q\\r\\nlink;a,b\\r\\nhttps://h/1;x => https://h/1@3",
                "note,link\\n\\qtwo\\nlines\\q,https://h/1\\nx,https://h/2 => https://h/1@2 https://h/2@4",
                "note,link\\n,\\nx, => ''"
            })
    void a_file_of_codes_is_read_with_its_lines(String file, String codes) throws IOException {
        assertThat(read(file, StandardCharsets.UTF_8)).isEqualTo(codes);
        assertThat(read("\uFEFF" + file, StandardCharsets.UTF_8)).isEqualTo(codes);
        assertThat(read("\uFEFF" + file, StandardCharsets.UTF_16LE)).isEqualTo(codes);
        assertThat(read("\uFEFF" + file, StandardCharsets.UTF_16BE)).isEqualTo(codes);
        assertThat(read(file, StandardCharsets.UTF_16LE)).isEqualTo(codes);
        assertThat(read(file, StandardCharsets.UTF_16BE)).isEqualTo(codes);
    }

    @ParameterizedTest(name = "{0} says {1}")
    @CsvSource(
            delimiterString = " => ",
            value = {
                "serial,link\\nA,https://h/1,x\\nB => line 2 has 3 cells, the header names 2 columns",
                "serial,link\\nA,https://h/1\\nB => line 3 has 1 cell, the header names 2 columns",
                "link\\n=HYPERLINK(\\qhttps://h/1\\q) => line 2: =HYPERLINK",
                "https://h/1\\n#REF! => line 2: #REF! is what a spreadsheet shows",
                "https://h/1\\n9.50601E+12 => line 2: 9.50601E+12 is a power of ten",
                "https://h/1\\n\\0https://h/2 => line 2, column 1: a NUL byte",
                "serial,link\\nA,\\qhttps://h/1\\nB,x => line 2, column 3: nothing closes the quotation mark",
                "link,link\\nx,y => line 1: the header has the column \"link\" twice"
            })
    void what_can_not_be_read_is_named_with_its_line(String file, String message) {
        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read(file, StandardCharsets.UTF_8))
                .withMessageContaining(message);
    }

    @Test
    void every_line_that_can_not_be_read_is_named_at_once() {
        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read("#N/A\\nhttps://h/1\\n#REF!", StandardCharsets.UTF_8))
                .withMessageContainingAll("line 1: #N/A", "line 3: #REF!");
    }

    @Test
    void bytes_that_are_not_utf_8_are_named_with_their_place() {
        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read("link\\nhttps://h/\u00e9", StandardCharsets.ISO_8859_1))
                .withMessage("line 2, column 11: it is not UTF-8 (byte E9): save the file as \"CSV UTF-8\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PK\u0003\u0004", "\u00d0\u00cf\u0011\u00e0", "\u001f\u008b", "%PDF", "\u00ff\u00fe\u0000\u0000"
            })
    void what_is_no_text_is_called_what_it_is(String head) {
        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read(head + "rest", StandardCharsets.ISO_8859_1))
                .withMessageStartingWith("it is ")
                .withMessageContaining("save it as \"CSV UTF-8\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\u0089PNG\r\n\u001a\n`, PNG",
                "`\u00ff\u00d8\u00ff\u00e0`, JPEG",
                "`\u00ff\u00d8\u00ff\u00e1`, JPEG",
                "GIF89a, GIF",
                "GIF87a, GIF",
                "`RIFF\u0001\u0002\u0003\u0004WEBPVP8 `, WebP",
                "`\0\0\0\u0018ftypheic`, HEIC",
                "`\0\0\0\u0018ftypavif`, AVIF",
                "`II*\0`, TIFF",
                "`MM\0*`, TIFF"
            })
    void a_picture_is_called_one(String head, String format) {
        String message = "it is a picture (" + format + "), not a file of text: save what is on it as \"CSV UTF-8\"";

        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read((head + "rest").getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage(message);
        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> Utf8Input.text((head + "rest").getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage(message.replace("\"CSV UTF-8\"", "text in UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GIF8", "PNG", "RIFF12345678", "x", "link", "12345678901", "123456789012", "1234567890123"})
    void text_that_begins_somewhat_like_a_picture_is_text(String text) throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
            assertThat(Utf8Input.text(text.getBytes(charset))).isEqualTo(text);
        }
    }

    @Test
    void utf_16_that_is_cut_short_is_refused() {
        byte[] whole = "\uFEFFhttps://h/1".getBytes(StandardCharsets.UTF_16LE);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThatExceptionOfType(MalformedListException.class)
                .isThrownBy(() -> read(cut))
                .withMessageContaining("UTF-16 that is cut short");
    }

    @Test
    void characters_beyond_the_first_plane_come_through_utf_16() throws IOException {
        String longLine = "https://h/" + "\uD83D\uDE00".repeat(9_001);

        assertThat(read(("\uFEFFx" + longLine).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo("x" + longLine + "@1");
    }

    @Test
    void an_empty_file_has_no_codes() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("\\n\\n", StandardCharsets.UTF_8)).isEmpty();
    }
}
