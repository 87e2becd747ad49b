package org.touchmark.domain.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** Sections are those of the GS1 General Specifications. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ApplicationIdentifiersTest {
    @Nested
    class A_value {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "00 | 106141411234567897 | 3.3.1",
                    "01 | 09506000134352 | 3.3.2",
                    "02 | 09506000134352 | 3.3.4",
                    "03 | 09506000134352 | 3.3.5",
                    "10 | L-1 | 3.4.1",
                    "11 | 260100 | 3.4.2",
                    "12 | 240229 | 3.4.3",
                    "15 | 261231 | 3.4.5",
                    "17 | 000229 | 3.4.7",
                    "20 | 01 | 3.4.8",
                    "22 | 2A | 3.5.2",
                    "235 | TPX-1 | 3.5.4",
                    "240 | A-1 | 3.5.5",
                    "242 | 123456 | 3.5.7",
                    "253 | 9506000134352 | 3.5.11",
                    "253 | 9506000134352Z9/17-CHARACTERS | 3.5.11",
                    "255 | 9506000134352000000000001 | 3.5.13",
                    "30 | 12345678 | 3.6.1",
                    "3103 | 001250 | 3.6.2",
                    "3695 | 000001 | 3.6.3",
                    "37 | 12 | 3.6.5",
                    "3922 | 1999 | 3.6.8",
                    "3932 | 9781999 | 3.6.9",
                    "3943 | 0500 | 3.6.10",
                    "401 | 9506000CONSIGNMENT | 3.7.2",
                    "402 | 95060001343100004 | 3.7.3",
                    "410 | 9506000000008 | 3.7.5",
                    "421 | 756ZH-8001 | 3.7.13",
                    "422 | 756 | 3.7.14",
                    "423 | 756276 | 3.7.15",
                    "425 | 756276250040380 | 3.7.17",
                    "427 | ZH | 3.7.19",
                    "4300 | ACME+%26+Sons | 3.7.20",
                    "4307 | CH | 3.7.24",
                    "4309 | 02790858483015297971 | 3.7.26",
                    "4321 | 1 | 3.7.34",
                    "4324 | 2612312359 | 3.7.35",
                    "4324 | 2612002359 | 3.7.35",
                    "4326 | 261231 | 3.7.36",
                    "4330 | 002500 | 3.7.37",
                    "4331 | 001800- | 3.7.38",
                    "7001 | 1234567890123 | 3.8.1",
                    "7003 | 2612312359 | 3.8.3",
                    "7006 | 240229 | 3.8.6",
                    "7007 | 260101 | 3.8.7",
                    "7007 | 260101260131 | 3.8.7",
                    "7011 | 261231 | 3.8.11",
                    "7011 | 2612310000 | 3.8.11",
                    "7023 | 9506000ASSEMBLY | 3.8.14",
                    "7030 | 756PLANT-7 | 3.8.15",
                    "7039 | 999PLANT | 3.8.15",
                    "7040 | 1UIA | 3.8.16",
                    "7041 | PX | 3.8.17",
                    "7230 | EMCERT-7 | 3.8.19",
                    "7241 | 10 | 3.8.21",
                    "7250 | 20240229 | 3.8.23",
                    "7251 | 199912312359 | 3.8.24",
                    "7252 | 9 | 3.8.25",
                    "7258 | 1/3 | 3.8.31",
                    "8001 | 02500100004091 | 3.9.1",
                    "8003 | 09506000134352SERIAL1234567890 | 3.9.3",
                    "8004 | 9506000ASSET/1 | 3.9.4",
                    "8006 | 095060001343520102 | 3.9.6",
                    "8007 | GB82WEST12345698765432 | 3.9.7",
                    "8008 | 26123123 | 3.9.8",
                    "8008 | 2612312359 | 3.9.8",
                    "8008 | 261231235959 | 3.9.8",
                    "8010 | 9506000/#-PART | 3.9.10",
                    "8011 | 12 | 3.9.11",
                    "8013 | 1987654Ad4X4bL5ttr2310c2K | 3.9.13",
                    "8017 | 950600013435200008 | 3.9.14",
                    "8026 | 095060001343520102 | 3.9.18",
                    "8030 | abc-DEF_0123== | 3.9.19",
                    "8110 | 106141416543213150110120 | 3.9.15",
                    "8112 | 001234561234560123456 | 3.9.17",
                    "90 | x | 3.10.1",
                    "99 | y | 3.10.2"
                })
        void of_its_identifiers_format_is_good(String ai, String value, String section) {
            assertThat(ApplicationIdentifiers.check(ai, value)).as(section).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "00 | 106141411234567890 | check digit is 0, should be 7",
                    "01 | 09506000134353 | check digit is 3, should be 2",
                    "02 | 9506000134352 | has 13 characters, should be 14",
                    "05 | 1 | GS1 has assigned no such identifier",
                    "3107 | 000001 | GS1 has assigned no such identifier",
                    "123456 | 1 | GS1 has assigned no such identifier",
                    "10 | 123456789012345678901 | has 21 characters, should be 1 to 20",
                    "10 | `` | is empty, should be 1 to 20 characters",
                    "11 | 261332 | month is 13, should be 01 to 12",
                    "11 | 260230 | day is 30, should be 00 to 28",
                    "20 | 1 | has 1 characters, should be 2",
                    "240 | a b | character 2 (\" \") is not in GS1's character set 82",
                    "253 | 9506000134351X | check digit is 1, should be 2",
                    "253 | 950600013435 | has 12 characters, should be 13 to 30",
                    "255 | 9506000134352A | character 14 (A) is not a digit",
                    "255 | 95060001343520000000000001 | has 26 characters, should be 13 to 25",
                    "3103 | 00125 | has 5 characters, should be 6",
                    "3932 | 0001999 | 000 is no currency's number in ISO 4217",
                    "3932 | 978 | has 3 characters, should be 4 to 18",
                    "401 | CONSIGNMENT | character 1 (C) is not a digit of a company prefix",
                    "402 | 95060001343100005 | check digit is 5, should be 4",
                    "410 | 9506000000007 | check digit is 7, should be 8",
                    "421 | 999ZH | 999 is no country's number in ISO 3166-1",
                    "422 | 000 | 000 is no country's number in ISO 3166-1",
                    "423 | 75627 | has 5 characters, should be 3, 6, 9, 12 or 15",
                    "423 | 756999 | 999 is no country's number in ISO 3166-1",
                    "4300 | 100%2 | two hexadecimal digits should follow the percent sign at character 4 of the value",
                    "4307 | XX | XX is no country's two letters in ISO 3166-1",
                    "4309 | 18000000010000000000 | latitude is 1800000001, should be at most 1800000000",
                    "4309 | 00000000003600000001 | longitude is 3600000001, should be at most 3600000000",
                    "4321 | 2 | has 2 where it should have 0 or 1",
                    "4324 | 2612312400 | hour is 24, should be 00 to 23",
                    "4326 | 261200 | day is 00, should be 01 to 31",
                    "4330 | 0025001 | has 1 where it should have a minus sign",
                    "7003 | 2702292359 | day is 29, should be 01 to 28",
                    "7003 | 2612002359 | day is 00, should be 01 to 31",
                    "7003 | 2612312360 | minute is 60, should be 00 to 59",
                    "7003 | 261231 | has 6 characters, should be 10",
                    "7006 | 261300 | month is 13, should be 01 to 12",
                    "7007 | 260101260231 | day is 31, should be 01 to 28",
                    "7007 | 26010126 | has 8 characters, should be 6 or 12",
                    "7011 | 2612312400 | hour is 24, should be 00 to 23",
                    "7011 | 26123123 | has 8 characters, should be 6 or 10",
                    "7023 | 95X | has 3 characters, too few for a company prefix",
                    "7030 | 000PLANT | 000 is no country's number in ISO 3166-1",
                    "7040 | 1UI! | ! is no importer index: a letter, a digit, - or _",
                    "7041 | ZZZ | ZZZ is no package type of GS1's list",
                    "7241 | 11 | 11 is no AIDC media type",
                    "7250 | 20230229 | day is 29, should be 01 to 28",
                    "7250 | 20231301 | month is 13, should be 01 to 12",
                    "7252 | 3 | has 3 where it should have 0, 1, 2 or 9 (ISO/IEC 5218)",
                    "7258 | 4/3 | place 4 of 3: there are not so many",
                    "7258 | 0/3 | has 0/3 where it should have a place and a number of places, such as 1/3",
                    "8001 | 00000100004091 | has 0000 where it should have more than zero",
                    "8001 | 02500100004021 | has 2 where it should have 0, 1 or 9 (a winding direction)",
                    "8003 | 19506000134352 | has 1 where it should have 0",
                    "8003 | 09506000134353 | check digit is 3, should be 2",
                    "8004 | ASSET | character 1 (A) is not a digit of a company prefix",
                    "8006 | 095060001343520302 | piece 03 of 02: there are not so many",
                    "8006 | 095060001343520002 | piece 00 of 02: both count from 1",
                    "8006 | 095060001343530102 | check digit is 3, should be 2",
                    "8007 | GB83WEST12345698765432 | check digits of the IBAN are 83, which is not right",
                    "8007 | XX82WEST12345698765432 | XX is no country's two letters in ISO 3166-1",
                    "8007 | GB82 | has 4 characters, an IBAN has 11 to 34",
                    "8007 | GB82wEST12345698765432 | character w is no digit and no capital letter, as an IBAN has them",
                    "8008 | 26123124 | hour is 24, should be 00 to 23",
                    "8008 | 2612312360 | minute is 60, should be 00 to 59",
                    "8008 | 261231235960 | second is 60, should be 00 to 59",
                    "8008 | 261231 | has 6 characters, should be 8, 10 or 12",
                    "8010 | 9506000a | character 8 (a) is not in GS1's character set 39",
                    "8011 | 012 | begins with a zero, which it should not",
                    "8013 | 1987654Ad4X4bL5ttr2310c2L | check characters are 2L, should be 2K",
                    "8013 | 1987654Ad4X4bL5ttr2310d2K | check characters are 2K, should be 2M",
                    "8013 | 2K | has 2 characters, too few for a check character pair",
                    "8017 | 950600013435200004 | check digit is 4, should be 8",
                    "8030 | ab=c | has = elsewhere than once or twice at its end",
                    "8030 | ab+c | character 3 (+) is not in GS1's character set 64 (base64url)",
                    "8110 | 7061414165432131501101 | length of the company prefix is 7, should be one of 0123456",
                    "8110 | 1061414165432131501101 | ends within the first purchase's family",
                    "8110 | 106141416543213150110120X | character 25 (X) is not a digit",
                    "8110 | 1061414165432131501101203270229 | expiry 270229: day is 29, should be 01 to 28",
                    "8110 | 10614141654321315011012032702284270301 | its start 270301 is after its expiry 270228",
                    "8110 | 1061414165432131501101207 | has 1 digits behind its last field",
                    "8112 | 201234561234560123456 | format is 2, should be one of 01",
                    "8112 | 00123456123456012345 | ends within the serial"
                })
        void of_another_format_is_refused_with_identifier_value_and_rule(String ai, String value, String rule) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> ApplicationIdentifiers.check(ai, value))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID))
                    .satisfies(e ->
                            assertThat(e.prose()).startsWith("AI " + ai + " ").endsWith(": " + rule));
        }
    }

    @Nested
    class The_table {
        private final List<AiEntry> entries = AiTable.entries();

        @Test
        void has_each_identifier_once() {
            Set<Integer> seen = new HashSet<>();
            Set<String> identifiers = new HashSet<>();
            for (AiEntry entry : entries) {
                for (int i = Integer.parseInt(entry.first()); i <= Integer.parseInt(entry.last()); i++) {
                    assertThat(seen.add(i * 10 + entry.first().length()))
                            .as(entry.first())
                            .isTrue();
                    identifiers.add(entry.first());
                }
            }
            assertThat(identifiers).hasSizeGreaterThan(200);
        }

        @Test
        void lets_only_the_last_part_of_a_value_vary_in_length_and_only_the_last_parts_be_left_out() {
            for (AiEntry entry : entries) {
                for (int i = 0; i < entry.parts().size() - 1; i++) {
                    AiPart part = entry.parts().get(i);
                    assertThat(part.min()).as(entry.first()).isEqualTo(part.max());
                    assertThat(part.optional() && !entry.parts().get(i + 1).optional())
                            .as(entry.first())
                            .isFalse();
                }
            }
        }

        @Test
        void has_predefined_lengths_for_the_beginnings_of_figure_7_8_5_2_and_no_other() {
            Set<String> fixed = Set.of(
                    "00", "01", "02", "03", "11", "12", "13", "15", "16", "17", "20", "31", "32", "33", "34", "35",
                    "36", "41");
            for (AiEntry entry : entries) {
                assertThat(entry.predefinedLength())
                        .as(entry.first())
                        .isEqualTo(fixed.contains(entry.first().substring(0, 2)));
                assertThat(entry.predefinedLength()
                                && entry.parts().stream().anyMatch(part -> part.optional() || part.min() < part.max()))
                        .as(entry.first())
                        .isFalse();
            }
        }

        @Test
        void has_the_keys_and_qualifiers_of_the_digital_link_standard() {
            assertThat(entries.stream().filter(AiEntry::key).map(AiEntry::first))
                    .containsExactly(
                            "00", "01", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010",
                            "8013", "8017", "8018");
            assertThat(entry("01").sequences()).containsExactly(List.of("22", "10", "21"), List.of("235"));
            assertThat(entry("414").sequences()).containsExactly(List.of("254"), List.of("7040"));
            assertThat(entry("8010").sequences()).containsExactly(List.of("8011"));
            assertThat(entry("00").sequences()).isEmpty();
        }

        @Test
        void names_only_identifiers_that_are_there() {
            Stream<String> named = entries.stream()
                    .flatMap(entry -> Stream.of(
                                    entry.bars().stream(),
                                    entry.needs().stream().flatMap(List::stream).flatMap(List::stream),
                                    entry.sequences().stream().flatMap(List::stream))
                            .flatMap(all -> all));
            assertThat(named.map(ai -> ai.replace('n', '0')).distinct())
                    .hasSizeGreaterThan(50)
                    .allSatisfy(ai -> assertThat(ApplicationIdentifiers.find(ai))
                            .as("AI " + ai)
                            .isNotNull());
        }

        @Test
        void uses_every_rule_and_cuts_every_identifier_as_long_as_it_is() {
            assertThat(entries.stream()
                            .flatMap(entry -> entry.parts().stream())
                            .flatMap(part -> part.linters().stream())
                            .distinct())
                    .containsExactlyInAnyOrder(Linter.values());
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(ApplicationIdentifiers.lengthOf(
                                    entry.first().substring(0, 2)))
                            .isEqualTo(entry.first().length()));
            assertThat(ApplicationIdentifiers.lengthOf("45")).isZero();
        }

        private AiEntry entry(String ai) {
            return entries.stream()
                    .filter(entry -> entry.first().equals(ai))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class Companions_of_section_4_13 {
        @ParameterizedTest
        @CsvSource({
            "01 10 17 21",
            "01 21 3103",
            "01 30 3922",
            "01 3103 3922",
            "01 422 427",
            "01 416 7020",
            "01 7021 7022",
            "00 02 37",
            "255 3902",
            "415 8020 3912",
            "01 21 250",
            "01 21 8030",
            "00 4302 4303",
            "8018 7259 7258"
        })
        void stand_together(String identifiers) {
            assertThat(Companions.fault(List.of(identifiers.split(" ")))).isNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "01 02 | 02 | can't stand beside AI 01",
                    "01 37 | 01 | can't stand beside AI 37",
                    "01 255 | 01 | can't stand beside AI 255",
                    "01 3102 3103 | 3102 | can't stand beside AI 3103",
                    "01 21 235 | 21 | can't stand beside AI 235",
                    "01 422 426 | 422 | can't stand beside AI 426",
                    "420 421 | 420 | can't stand beside AI 421",
                    "01 3103 3922 3932 | 3922 | can't stand beside AI 3932",
                    "00 4330 4331 | 4330 | can't stand beside AI 4331",
                    "8017 8018 | 8017 | can't stand beside AI 8018",
                    "01 3922 | 3922 | needs one of AI 30, 31nn, 32nn, 35nn, 36nn beside it",
                    "01 427 | 427 | needs AI 422 beside it",
                    "01 7020 | 7020 | needs AI 416 beside it",
                    "01 7022 | 7022 | needs AI 7021 beside it",
                    "01 250 | 250 | needs AI 21 beside it",
                    "01 12 | 12 | needs AI 8020 beside it",
                    "01 4300 | 4300 | needs AI 00 beside it",
                    "00 4303 | 4303 | needs AI 4302 beside it",
                    "02 37 | 37 | needs AI 00 beside it",
                    "01 7004 | 7004 | needs AI 01 with 10 beside it",
                    "01 8030 | 8030 | needs one of AI 00, 01 with 21, 253, 255, 8003, 8004, 8006 with 21, 8010 with"
                            + " 8011, 8017, 8018 beside it",
                    "415 | 415 | needs AI 8020 beside it"
                })
        void are_missed_and_foes_are_found(String identifiers, String ai, String rule) {
            assertThat(Companions.fault(List.of(identifiers.split(" ")))).isEqualTo(new Companions.Fault(ai, rule));
        }
    }
}
