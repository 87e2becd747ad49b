package org.touchmark.domain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.gs1.SerialNumber;

/** What RFC 3986 lets an address be, and what GS1 lets stand in a link. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LinkRulesTest {
    @ParameterizedTest
    @CsvSource({
        "https://id.example./01/09506000134352/21/A, id.example., ''",
        "https://id.example.:8443/01/09506000134352/21/A, id.example.:8443, ''",
        "https://id.example:/01/09506000134352/21/A, id.example, ''",
        "http://[::1]:/01/09506000134352/21/A, [::1], ''",
        "https://id.example//01/09506000134352/21/A, id.example, /",
        "https://id.example///01/09506000134352/21/A, id.example, //",
        "https://id.example/a//b//01/09506000134352/21/A, id.example, /a//b/",
        "https://id.example/a/b/01/09506000134352/21/A, id.example, /a/b"
    })
    void addresses_may_be_written_as_rfc_3986_says(String code, String authority, String prefix)
            throws MalformedCodeException {
        DigitalLink link = DigitalLink.parse(code);

        assertThat(link.origin().authority()).isEqualTo(authority);
        assertThat(link.origin().prefix()).isEqualTo(prefix);
        assertThat(link.serial()).isEqualTo(new SerialNumber("A"));
        assertThat(DigitalLink.parse(link.uri())).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://./01/09506000134352/21/A",
                "https://:/01/09506000134352/21/A",
                "https://id.example../01/09506000134352/21/A",
                "https://id.example:x/01/09506000134352/21/A",
                "https://a@id.example/01/09506000134352/21/A"
            })
    void hosts_that_are_none_are_refused(String code) {
        assertThatExceptionOfType(MalformedCodeException.class)
                .isThrownBy(() -> DigitalLink.parse(code))
                .withMessageContaining("is not a host with or without a port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11=270100&13=270101&15=271231&16=271231",
                "3103=000125&3922=1999",
                "30=2&3932=9781999",
                "422=756&427=ZH",
                "416=9506000000008&7020=R1",
                "7021=F&7022=R",
                "7003=2712312359&7006=270101&7007=270101270131&7011=2712311200",
                "8008=27010112&8001=02500100004091",
                "253=9506000134352A&8003=09506000134352A&8013=1987654Ad4X4bL5ttr2310c2K",
                "8110=106141416543213150110120&8112=001234561234560123456",
                "420=8001&240=A%2BB",
                "8030=abc_-&91=x&99=y"
            })
    void attributes_that_go_together_are_taken_as_unverified(String query) throws MalformedCodeException {
        DigitalLink link = DigitalLink.parse("https://id.example/01/09506000134352/21/A?" + query);

        assertThat(link.unverified()).hasSize(query.split("&").length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11=271331 | 46 | AI 11 271331: month is 13, should be 01 to 12",
                "13=270230 | 46 | AI 13 270230: day is 30, should be 00 to 28",
                "15=000000 | 46 | AI 15 000000: month is 00, should be 01 to 12",
                "16=270432 | 46 | AI 16 270432: day is 32, should be 00 to 30",
                "7003=2702292359 | 48 | AI 7003 2702292359: day is 29, should be 01 to 28",
                "7006=270100 | 48 | AI 7006 270100: day is 00, should be 01 to 31",
                "7007=270101271301 | 48 | AI 7007 270101271301: month is 13, should be 01 to 12",
                "7011=2712312460 | 48 | AI 7011 2712312460: hour is 24, should be 00 to 23",
                "8008=2712312360 | 48 | AI 8008 2712312360: minute is 60, should be 00 to 59",
                "253=9506000134353 | 47 | AI 253 9506000134353: check digit is 3, should be 2",
                "8003=09506000134353 | 48 | AI 8003 09506000134353: check digit is 3, should be 2",
                "8001=00000100004091 | 48 | AI 8001 00000100004091: has 0000 where it should have more than zero",
                "8013=1987654Ad4X4bL5ttr2310c2L | 48 | AI 8013 1987654Ad4X4bL5ttr2310c2L: check characters are 2L, should be"
                        + " 2K",
                "8110=1061414165432 | 48 | AI 8110 1061414165432: ends within the offer code",
                "3922=1999 | 48 | AI 3922 1999: needs one of AI 30, 31nn, 32nn, 35nn, 36nn beside it",
                "427=ZH | 47 | AI 427 ZH: needs AI 422 beside it",
                "7020=R1 | 48 | AI 7020 R1: needs AI 416 beside it",
                "7022=R1 | 48 | AI 7022 R1: needs AI 7021 beside it",
                "12=271231 | 46 | AI 12 271231: needs AI 8020 beside it",
                "4300=ACME | 48 | AI 4300 ACME: needs AI 00 beside it",
                "3103=000125&3102=000125 | 48 | AI 3103 000125: can't stand beside AI 3102",
                "37=1 | 43 | AI 01 09506000134352: can't stand beside AI 37",
                "255=9506000134352 | 23 | AI 01 09506000134352: can't stand beside AI 255",
                "8020=1 | 48 | AI 8020 1: this identifier can't stand in a link's query",
                "254=1 | 47 | AI 254 1: this identifier can't stand in a link's query",
                "235=1 | 43 | AI 235 belongs in the path of the link, once",
                "22=1 | 43 | AI 22 belongs in the path of the link, once",
                "400=+B | 47 | AI 400 \" B\": character 1 (\" \") is not in GS1's character set 82; in a query + is a"
                        + " space, and %2B a plus sign",
                "400=A+B | 47 | AI 400 \"A B\": character 2 (\" \") is not in GS1's character set 82; in a query + is a"
                        + " space, and %2B a plus sign"
            })
    void attributes_that_break_a_rule_are_refused_by_identifier_value_and_rule(
            String query, int position, String reason) {
        String code = "https://id.example/01/09506000134352/21/A?" + query;
        assertThatExceptionOfType(MalformedCodeException.class)
                .isThrownBy(() -> DigitalLink.parse(code))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.position()).isEqualTo(reason.startsWith("AI 01") ? 23 : position));
    }

    @ParameterizedTest
    @CsvSource({"a+b, a+b", "a%2Bb, a+b"})
    void a_plus_sign_in_the_path_is_one(String segment, String serial) throws MalformedCodeException {
        assertThat(DigitalLink.parse("https://id.example/01/09506000134352/21/" + segment)
                        .serial())
                .isEqualTo(new SerialNumber(serial));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/00/106141411234567897/10/L | AI 10 can't follow AI 00 (SSCC) in the path; nothing can",
                "/414/9506000000008/21/A | AI 21 can't follow AI 414 (LOC No.) in the path; only 254 or 7040 can",
                "/01/09506000134352/21/A/235/B | AI 235 can't follow AI 21 in the path",
                "/8006/095060001343520102/21/A/10/B | AI 10 is out of order; the order is 22, 10, 21, each once"
            })
    void qualifiers_follow_their_key_in_its_order(String path, String reason) {
        assertThatExceptionOfType(MalformedCodeException.class)
                .isThrownBy(() -> Gs1Link.parse("https://id.example" + path))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void every_element_is_told_with_its_value_and_the_place_of_it() throws MalformedCodeException {
        String code = "https://id.example/01/09506000134352/22/V/10/L/21/A?17=271231&400=B";

        assertThat(Gs1Link.parse(code).elements())
                .containsExactly(
                        new Element("01", "09506000134352", code.indexOf("095") + 1),
                        new Element("22", "V", code.indexOf("V") + 1),
                        new Element("10", "L", code.indexOf("L") + 1),
                        new Element("21", "A", code.indexOf("A") + 1),
                        new Element("17", "271231", code.indexOf("271231") + 1),
                        new Element("400", "B", code.indexOf("B") + 1));
    }
}
