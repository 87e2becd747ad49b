package org.touchmark.domain.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SpreadsheetTest {
    private static boolean isPossible(String cell) {
        byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
        return SpreadsheetDamage.isPossible(bytes, 0, bytes.length);
    }

    @Nested
    class Damage {
        @ParameterizedTest(name = "{0} {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "9.50601E+12|power of ten",
                    "9,50601E+12|power of ten",
                    "1E+05|power of ten",
                    "-3.2e-7|power of ten",
                    "9.50601E12|power of ten",
                    "=\"0123\"|formula",
                    "=A1|formula",
                    "N/A|nothing",
                    "n/a|nothing",
                    "#N/A|formula fails",
                    "#REF!|formula fails",
                    "#NAME?|formula fails",
                    "#VALUE!|formula fails",
                    "#DIV/0!|formula fails",
                    "#WERT!|formula fails",
                    "########|too narrow",
                    "31.12.2031|date",
                    "31.12.31|date",
                    "12/31/2031|date",
                    "1/2/31|date",
                    "2031-12-31|date",
                    "2031/12/31|date",
                    "2031-12-31T00:00:00|date",
                    "31-12-2031|date",
                    "1-Jan|date",
                    "01-Jan-31|date",
                    "Jan-31|date",
                    "31-Dez|date",
                    "1. Jan|date",
                    "Mar-2031|date",
                    "12:30|time",
                    "12:30:00|time",
                    "123456.0|decimals",
                    "123456,00|decimals",
                    "1,234,567|thousands",
                    "1,234|thousands",
                    "1.234.567|thousands",
                    "1,234.5|thousands",
                    "1.234,5|thousands",
                    "-1,234,567.89|thousands",
                    "1'234'567|thousands",
                    "1'234.50|thousands",
                    "12,34,567|thousands",
                    "1900-01-01|is a date, which",
                    "1900-01-00|date that a spreadsheet shows for 0",
                    "1900-01-00T00:00:00|date that a spreadsheet shows for 0",
                    "1900/01/00|date that a spreadsheet shows for 0",
                    "00.01.1900|date that a spreadsheet shows for 0",
                    "1/0/1900|date that a spreadsheet shows for 0",
                    "01/00/1900|date that a spreadsheet shows for 0",
                    "0/1/1900|date that a spreadsheet shows for 0",
                    "1/0/00|date that a spreadsheet shows for 0",
                    "00.01.00|date that a spreadsheet shows for 0",
                    "0-Jan-00|date that a spreadsheet shows for 0",
                    "0-Jan-1900|date that a spreadsheet shows for 0",
                    "1899-12-30|date that a spreadsheet shows for 0",
                    "30.12.1899|date that a spreadsheet shows for 0",
                    "12/30/1899|date that a spreadsheet shows for 0",
                    "0000-00-00|date that a spreadsheet shows for 0",
                    "00.00.0000|date that a spreadsheet shows for 0",
                    "(Leer)|nothing",
                    "(leer)|nothing",
                    "(blank)|nothing",
                    "(vide)|nothing",
                    "(vuoto)|nothing",
                    "(en blanco)|nothing",
                    "#NV|formula fails",
                    "#BEZUG!|formula fails",
                    "#VALEUR!|formula fails",
                    "#\u00a1REF!|formula fails",
                    "Err:502|formula fails",
                    "Fehler:508|formula fails"
                })
        void is_called_what_it_is(String cell, String words) {
            assertThat(SpreadsheetDamage.of(cell))
                    .hasValueSatisfying(found -> assertThat(found).contains(words));
            assertThat(isPossible(cell)).as("seen by a quick look").isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A1",
                    "0001",
                    "12E4",
                    "1234E567",
                    "E12",
                    "MAR-12",
                    "DEC-0001",
                    "1.2",
                    "12.34.56",
                    "10-11-12",
                    "PLANT7-000000000001",
                    "-A7",
                    "+49",
                    "NA",
                    "(A)",
                    "(blank",
                    "X'1",
                    "1'23",
                    "1900-7",
                    "1900.1.1.1",
                    "00.02.00",
                    "ERR-502",
                    "Err:5",
                    "12.2031",
                    "5%",
                    "1E5",
                    "1.234",
                    "123,45",
                    "X#1",
                    "99/99/9999",
                    "2031-13-45",
                    "25:61",
                    "1234.567.1",
                    "HCR8CSH4BXTN9HZ8SB0Y"
                })
        void is_not_seen_in_what_people_number_things_with(String cell) {
            assertThat(SpreadsheetDamage.of(cell)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "NULL",
                    "null",
                    "None",
                    "NaN",
                    "TRUE",
                    "false",
                    "nil",
                    "undefined",
                    "WAHR",
                    "NA",
                    "na",
                    "n.a.",
                    "k.A.",
                    "N/D",
                    "inf",
                    "-inf",
                    "Infinity",
                    "-",
                    "--",
                    "?",
                    "???",
                    "falso"
                })
        void is_doubtful_where_a_word_may_be_meant(String cell) {
            assertThat(SpreadsheetDamage.of(cell)).isEmpty();
            assertThat(SpreadsheetDamage.isDoubtful(cell)).isTrue();
            assertThat(isPossible(cell)).isTrue();
        }

        @Test
        void is_always_seen_by_a_quick_look() {
            Random random = new Random(3);
            String alphabet = "0123456789.,:/-+eE#='JanMTD?()% \u00e4";
            for (int i = 0; i < 300_000; i++) {
                StringBuilder cell = new StringBuilder();
                for (int length = 1 + random.nextInt(11); length > 0; length--) {
                    cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                String text = cell.toString();
                if (SpreadsheetDamage.of(text).isPresent()
                        || SpreadsheetDamage.isDoubtful(text)
                        || NumberForm.of(text) == NumberForm.ALONE
                        || NumberForm.of(text) == NumberForm.AMONG_NUMBERS
                        || SpreadsheetText.isMarked(text)) {
                    assertThat(isPossible(text)).as(text).isTrue();
                }
            }
        }

        @Test
        void of_long_cells_is_found_in_time() {
            assertThat(SpreadsheetDamage.of("1".repeat(1_000_000))).isEmpty();
            assertThat(SpreadsheetDamage.of("=" + "1".repeat(1_000_000))).isPresent();
        }
    }

    @Nested
    class Text {
        @ParameterizedTest
        @ValueSource(strings = {"=1+1", "+49", "-5", "@SUM", "\tx", "\rx", "'=1", "''", "''=", "'-"})
        void that_begins_like_a_formula_is_written_with_a_mark(String text) {
            assertThat(SpreadsheetText.written(text)).isEqualTo("'" + text);
            assertThat(SpreadsheetText.read(SpreadsheetText.written(text))).isEqualTo(text);
        }

        @Test
        void comes_back_as_it_was_written() {
            Random random = new Random(4);
            String alphabet = "'=+-@A\t\r1";
            for (int i = 0; i < 100_000; i++) {
                StringBuilder cell = new StringBuilder();
                for (int length = random.nextInt(6); length > 0; length--) {
                    cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                String written = SpreadsheetText.written(cell.toString());

                assertThat(SpreadsheetText.read(written)).isEqualTo(cell.toString());
                assertThat(written).doesNotMatch("(?s)[=+\\-@\t\r].*");
            }
        }
    }

    @Nested
    class Zeros {
        private LostZeros of(String... serials) {
            LostZeros zeros = new LostZeros();
            for (int i = 0; i < serials.length; i++) {
                byte[] bytes = serials[i].getBytes(StandardCharsets.US_ASCII);
                zeros.add(bytes, 0, bytes.length, i + 2);
            }
            return zeros;
        }

        @Test
        void look_lost_where_numbers_have_different_lengths_and_none_begins_with_one() {
            assertThat(of("1000", "999", "12345").warnings())
                    .singleElement()
                    .asString()
                    .contains("of 3 to 5 digits", "line 3");
        }

        @Test
        void do_not_look_lost_elsewhere() {
            assertThat(of("1000", "9999").warnings()).isEmpty();
            assertThat(of("0100", "99").warnings()).isEmpty();
            assertThat(of("100", "A9").warnings()).isEmpty();
            assertThat(of().warnings()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"5%", "12.5%", "5 %", "123,45", "-0,5", "1E5", "9e12", "12.2031", "1/2031", "07-2024"})
        void are_not_the_only_sign_a_number_of_a_spreadsheet_is_told_with_its_line(String number) {
            assertThat(of("A1", number, "B2", number).warnings())
                    .singleElement()
                    .asString()
                    .startsWith("lines 3, 5: ")
                    .contains("looks like a number of a spreadsheet");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.234", "12.5", "12E4", "0E12", "-5", "+49"})
        void are_not_the_only_sign_a_number_among_numbers_is_told_with_its_line(String number) {
            assertThat(of("1234", number, "0099").warnings())
                    .singleElement()
                    .asString()
                    .startsWith("line 3: ")
                    .contains("where all are numbers");
            assertThat(of("1234", number, "A99").warnings()).isEmpty();
            assertThat(of("1234", number, "10-11-12").warnings()).isEmpty();
        }

        @Test
        void of_hexadecimal_serials_are_not_told() {
            assertThat(of("12E45678", "0A34F9D1", "99887766", "12E4").warnings())
                    .isEmpty();
            assertThat(of("2031-0001", "2031-0002").warnings()).isEmpty();
            assertThat(of("1.2.3", "1.2").warnings()).isEmpty();
        }

        @Test
        void stand_where_long_numbers_were_rounded() {
            assertThat(of("1234567890123450", "1234567890123460").warnings())
                    .singleElement()
                    .asString()
                    .contains("more than 15 digits");
            assertThat(of("1234567890123450", "1234567890123461").warnings()).isEmpty();
        }
    }
}
