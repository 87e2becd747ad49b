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
                    "1.234.567|thousands"
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
        @ValueSource(strings = {"NULL", "null", "None", "NaN", "TRUE", "false", "nil", "undefined", "WAHR"})
        void is_doubtful_where_a_word_may_be_meant(String cell) {
            assertThat(SpreadsheetDamage.of(cell)).isEmpty();
            assertThat(SpreadsheetDamage.isDoubtful(cell)).isTrue();
            assertThat(isPossible(cell)).isTrue();
        }

        @Test
        void is_always_seen_by_a_quick_look() {
            Random random = new Random(3);
            String alphabet = "0123456789.,:/-+eE#='JanMTD \u00e4";
            for (int i = 0; i < 300_000; i++) {
                StringBuilder cell = new StringBuilder();
                for (int length = 1 + random.nextInt(11); length > 0; length--) {
                    cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                String text = cell.toString();
                if (SpreadsheetDamage.of(text).isPresent()
                        || SpreadsheetDamage.isDoubtful(text)
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
