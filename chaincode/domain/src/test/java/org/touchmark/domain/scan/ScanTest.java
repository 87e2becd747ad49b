package org.touchmark.domain.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.MalformedCodeException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ScanTest {
    private static final String GS = "\u001d";
    private static final String PLAIN = "https://id.example/01/09506000134352/10/L1/21/aB7?17=271231";

    /** A proof of version 1 with letters of both cases, as nearly every one has. */
    private static final String PROOF = "AQECAwQ" + "kZ9x".repeat(21) + "A";

    private static final String SIGNED = PLAIN + "&tm=" + PROOF;

    private static DigitalLink parsed(String link) {
        try {
            return DigitalLink.parse(link);
        } catch (MalformedCodeException e) {
            throw new AssertionError(e);
        }
    }

    private static Scan.Unit unit(String text) {
        Scan scan = Scan.read(text);
        assertThat(scan).isInstanceOf(Scan.Unit.class);
        return (Scan.Unit) scan;
    }

    private static MalformedCodeException fault(String text) {
        Scan scan = Scan.read(text);
        assertThat(scan).as(text).isInstanceOf(Scan.Malformed.class);
        return ((Scan.Malformed) scan).fault();
    }

    @Nested
    class A_labels_link {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "%s",
                    " %s\r\n",
                    "\uFEFF%s",
                    "\u001d%s",
                    "\u0002%s\u0003",
                    "]d1%s",
                    "]d2%s",
                    "]Q0%s",
                    "]Q1%s",
                    "]Q3%s",
                    "]C0%s",
                    "]C1%s",
                    "]e0%s",
                    "]J1%s",
                    "]I1%s",
                    "]E0%s",
                    "]z0%s",
                    "]Q2\\000026%s",
                    "]Q1\u001d%s"
                })
        void is_read_whatever_the_scanner_puts_around_it(String pattern) {
            assertThat(unit(pattern.replace("%s", SIGNED)).link()).isEqualTo(parsed(SIGNED));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "%s%s",
                    "%s\n%s",
                    "%s\r\n%s\r\n",
                    "%s %s",
                    "%s\t%s",
                    "%s,%s",
                    "%s;%s",
                    "]Q1%s]Q1%s",
                    "%s%s%s",
                    "%s\n%s\n%s\n%s"
                })
        void that_came_several_times_counts_once_and_it_is_said(String pattern) {
            Scan.Unit scan = unit(pattern.replace("%s", SIGNED));

            assertThat(scan.link()).isEqualTo(parsed(SIGNED));
            assertThat(scan.repairs()).contains(Repair.DOUBLED);
        }

        @Test
        void with_another_one_behind_it_is_not_read_as_either() {
            String other = SIGNED.replace("/21/aB7", "/21/aB8");

            assertThat(fault(SIGNED + other).position()).isEqualTo(SIGNED.length() + 1);
            assertThat(fault(PLAIN + "\n" + other).reason()).startsWith("a second code begins here");
        }

        @Test
        void may_lead_on_to_another_address_in_a_parameter() {
            assertThat(unit(PLAIN + "&r=https://shop.example/a").link()).isEqualTo(parsed(PLAIN));
        }

        @ParameterizedTest
        @ValueSource(strings = {"&amp;", "&AMP;", "&amp;amp;", "&#38;", "&#x26;"})
        void from_a_pages_source_has_its_ampersands_back(String ampersand) {
            Scan.Unit scan = unit(SIGNED.replace("&", ampersand));

            assertThat(scan.link()).isEqualTo(parsed(SIGNED));
            assertThat(scan.repairs()).containsExactly(Repair.AMPERSAND);
        }

        @Test
        void under_caps_lock_has_its_letters_swapped_back() {
            StringBuilder swapped = new StringBuilder();
            SIGNED.chars()
                    .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                    .forEach(c -> swapped.append((char) c));
            Scan.Unit scan = unit(swapped.toString());

            assertThat(scan.link()).isEqualTo(parsed(SIGNED));
            assertThat(scan.repairs()).containsExactly(Repair.CASE_SWAPPED);
        }

        @Test
        void may_repeat_the_escape_of_its_ampersands_as_often_as_it_is_long() {
            String escapes = "amp;".repeat(2_000);

            assertThat(Scan.read("https://x/&" + escapes)).isInstanceOf(Scan.Foreign.class);
            assertThat(Scan.read("https://id.example/01/09506000134352/21/A?400=1&" + escapes + "410=1"))
                    .isInstanceOf(Scan.Malformed.class);
        }

        @Test
        void in_capitals_or_small_letters_only_is_told_that_its_proof_is_lost() {
            assertThat(fault(SIGNED.toUpperCase(java.util.Locale.ROOT)).reason())
                    .contains("all letters are capitals")
                    .contains("turn caps lock off");
            assertThat(fault(SIGNED.toLowerCase(java.util.Locale.ROOT)).reason())
                    .contains("all of one case")
                    .contains("turn caps lock off");
        }

        @Test
        void in_capitals_without_a_proof_is_a_compact_one() {
            assertThat(unit("HTTPS://ID.EXAMPLE/01/09506000134352/21/ABC")
                            .link()
                            .serial())
                    .isEqualTo(new SerialNumber("ABC"));
        }
    }

    @Nested
    class Element_strings {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(01)09506000134352(10)L1(17)271231(21)aB7",
                    "(01) 09506000134352 (10) L1 (17) 271231 (21) aB7",
                    "[01]09506000134352[10]L1[17]271231[21]aB7",
                    "]C1(01)09506000134352(21)aB7(10)L1(17)271231",
                    "010950600013435217271231" + "10L1" + GS + "21aB7",
                    GS + "010950600013435217271231" + "21aB7" + GS + "10L1" + GS,
                    "]d20109506000134352" + GS + "17271231" + "10L1" + GS + "21aB7",
                    "]Q30109506000134352" + "17271231" + "10L1" + GS + "21aB7",
                    "010950600013435217271231" + "10L1<GS>21aB7",
                    "010950600013435217271231" + "10L1{GS}21aB7",
                    "010950600013435217271231" + "10L1[FNC1]21aB7",
                    "010950600013435217271231" + "10L1^FNC121aB7",
                    "<FNC1>010950600013435217271231" + "10L1<FNC1>21aB7",
                    "010950600013435217271231" + "10L1\\x1d21aB7",
                    "010950600013435217271231" + "10L1%1D21aB7",
                    "010950600013435217271231" + "10L1~d02921aB7",
                    "010950600013435217271231" + "10L1^21aB7",
                    "^010950600013435217271231" + "10L1^]21aB7",
                    "010950600013435217271231" + "10L1~21aB7",
                    "010950600013435217271231" + "10L1|21aB7",
                    "010950600013435217271231" + "10L1#21aB7",
                    "010950600013435217271231" + "10L1@21aB7",
                    "010950600013435217271231" + "10L1 21aB7",
                    "010950600013435217271231" + "10L1\u241d21aB7",
                    "010950600013435217271231" + "10L1\u00e821aB7",
                    "010950600013435217271231" + "10L1" + GS + "21aB7" + "010950600013435217271231" + "10L1" + GS
                            + "21aB7"
                })
        void with_a_serial_are_a_unit_that_has_no_link(String text) {
            Scan.Unit scan = unit(text);

            assertThat(scan.form()).isEqualTo(Scan.Form.ELEMENTS);
            DigitalLink link = scan.link();
            assertThat(link.origin()).isEqualTo(LabelOrigin.CANONICAL);
            assertThat(link.gtin()).hasToString("09506000134352");
            assertThat(link.lot()).isEqualTo(new Lot("L1"));
            assertThat(link.serial()).isEqualTo(new SerialNumber("aB7"));
            assertThat(link.expiry()).isEqualTo(new Gs1Date("271231"));
            assertThat(link.proof()).isNull();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "(01)09506000134353(21)A | AI 01 09506000134353: check digit is 3, should be 2",
                    "(01)09506000134352(21)A(3922)125 | AI 3922 125: needs one of AI 30, 31nn, 32nn, 35nn, 36nn beside it",
                    "(01)09506000134352(3102)000125(3103)000125 | AI 3102 000125: can't stand beside AI 3103",
                    "(01)09506000134352(21)A(21)B | AI 21 is there twice, as A and as B",
                    "01095060001000121 0P1 | no identifier of GS1's begins with \"1 \"",
                    "01095060001000121<GS>0P1 | no identifier of GS1's begins with \"1<GS>\"",
                    "01095060001000121\u00a00P1 | no identifier of GS1's begins with \"1\\u00a0\"",
                    "0109506000100012{GS}1\u00c4P1 | no identifier of GS1's begins with \"1\u00c4\"",
                    "]d201095060001343524501 | no identifier of GS1's begins with \"45\"",
                    "]d20109506000134352310700 | AI 3107 00: GS1 has assigned no such identifier",
                    "010950600013435210LOT-WITHOUT-END-21SERIAL | AI 10 LOT-WITHOUT-END-21SERIAL: has 24 characters, should"
                            + " be 1 to 20; set the scanner to send the separator (FNC1) as GS",
                    "(01)09506000134352(7003)2702292359 | AI 7003 2702292359: day is 29, should be 01 to 28"
                })
        void that_break_a_rule_are_told_which(String text, String reason) {
            assertThat(fault(text).reason()).isEqualTo(reason);
        }

        @Test
        void keep_brackets_that_are_data() {
            assertThat(unit("(01)09506000134352(21)A(B)\\(10\\)C").link().serial())
                    .isEqualTo(new SerialNumber("A(B)(10)C"));
        }
    }

    @Nested
    class Another_thing {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "(01)09506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "]d20109506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "]E09506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "]C10109506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "]e00109506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "]I109506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "9506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "012345678905 | PRODUCT_CODE | GTIN 00012345678905",
                    "96385074 | PRODUCT_CODE | GTIN 00000096385074",
                    "]E496385074 | PRODUCT_CODE | GTIN 00000096385074",
                    "04252614 | PRODUCT_CODE | GTIN 00042100005264",
                    "]E3950600013435212 | PRODUCT_CODE | GTIN 09506000134352",
                    "95060001343529506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "https://id.example/01/09506000134352 | PRODUCT_CODE | GTIN 09506000134352",
                    "https://id.example/01/09506000134352/235/TPX | PRODUCT_CODE | GTIN 09506000134352",
                    "https://id.example/01/09506000134352/10/L1?17=271231 | BATCH_CODE | GTIN 09506000134352",
                    "(00)106141411234567897 | CONTAINER_CODE | SSCC 106141411234567897",
                    "]C100106141411234567897 | CONTAINER_CODE | SSCC 106141411234567897",
                    "106141411234567897 | CONTAINER_CODE | SSCC 106141411234567897",
                    "https://id.example/00/106141411234567897 | CONTAINER_CODE | SSCC 106141411234567897",
                    "(00)106141411234567897(02)09506000134352(37)12 | CONTAINER_CODE | SSCC 106141411234567897",
                    "(02)09506000134352(37)12(10)L1 | CONTENT_CODE | GTIN 09506000134352",
                    "(03)09506000134352(21)A | MADE_TO_ORDER_CODE | GTIN 09506000134352",
                    "(414)9506000000008(254)DOCK7 | LOCATION_CODE | GLN 9506000000008",
                    "(410)9506000000008 | LOCATION_CODE | GLN 9506000000008",
                    "https://id.example/417/9506000000008 | LOCATION_CODE | GLN 9506000000008",
                    "(8003)09506000134352A1 | RETURNABLE_ASSET_CODE | GRAI 09506000134352A1",
                    "https://id.example/8004/9506000ASSET | ASSET_CODE | GIAI 9506000ASSET",
                    "(253)9506000134352A | DOCUMENT_CODE | GDTI 9506000134352A",
                    "(255)9506000134352 | COUPON_CODE | coupon 9506000134352",
                    "(8110)106141416543213150110120 | COUPON_CODE | coupon 106141416543213150110120",
                    "(401)9506000C | CONSIGNMENT_CODE | GINC 9506000C",
                    "(402)95060001343100004 | SHIPMENT_CODE | GSIN 95060001343100004",
                    "(8006)095060001343520102(21)A | PIECE_CODE | ITIP 095060001343520102",
                    "(8010)9506000PART(8011)12 | PART_CODE | CPID 9506000PART",
                    "(8013)1987654Ad4X4bL5ttr2310c2K | MODEL_CODE | GMN 1987654Ad4X4bL5ttr2310c2K",
                    "(8018)950600013435200008 | SERVICE_CODE | GSRN 950600013435200008",
                    "(10)L1(17)271231 | DATA_CODE | ",
                    "]C110L1 | DATA_CODE | "
                })
        void is_what_it_is(String text, Thing thing, String named) {
            Scan scan = Scan.read(text);

            assertThat(scan).as(text).isInstanceOf(Scan.Other.class);
            Scan.Other other = (Scan.Other) scan;
            assertThat(other.thing()).isEqualTo(thing);
            assertThat(other.said())
                    .startsWith(thing.headline() + (named == null ? ". " : ": " + named + ". "))
                    .endsWith(thing.wayOut());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "HELLO",
                    "12",
                    "91INTERNAL",
                    "10LOT",
                    "https://example.com/",
                    "https://example.com/402/2024",
                    "mailto:a@example.com",
                    "WIFI:S:x;;",
                    "96385075",
                    "20311231",
                    "95060001343",
                    "950600013435317",
                    "]C096385075",
                    "]E09506000134",
                    "]E112",
                    "]Q1https://shop.example/p?id=1"
                })
        void that_is_none_of_gs1s_is_foreign(String text) {
            assertThat(Scan.read(text)).isInstanceOf(Scan.Foreign.class);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "https://id.example/00/106141411234567890 | AI 00 106141411234567890: check digit is 0, should be 7",
                    "https://id.example/01/x | GTIN x: character 1 is not a digit",
                    "(00)10614141123456789 | AI 00 10614141123456789: has 17 characters, should be 18",
                    "]E09506000100019 | GTIN 9506000100019: check digit is 9, should be 2",
                    "9506000100019 | GTIN 9506000100019: check digit is 9, should be 2",
                    "]E09506000100019]E09506000100019 | GTIN 9506000100019: check digit is 9, should be 2",
                    "95060001000199506000100019 | GTIN 9506000100019: check digit is 9, should be 2",
                    "]Q19506000100019 | GTIN 9506000100019: check digit is 9, should be 2",
                    "614141000037 | GTIN 614141000037: check digit is 7, should be 6",
                    "10614141000416 | GTIN 10614141000416: check digit is 6, should be 5",
                    "]I110614141000416 | GTIN 10614141000416: check digit is 6, should be 5",
                    "]E496385075 | GTIN 96385075: check digit is 5, should be 4",
                    "]E096385075 | GTIN 96385075: check digit is 5, should be 4",
                    "]E004252615 | GTIN 042100005265: check digit is 5, should be 4",
                    "]E3950600010001912 | GTIN 9506000100019: check digit is 9, should be 2",
                    "]E08004950600013 | GTIN 8004950600013: check digit is 3, should be 5"
                })
        void whose_key_is_wrong_is_malformed(String text, String reason) {
            assertThat(fault(text).reason()).isEqualTo(reason);
        }
    }

    @Test
    void a_text_that_is_too_long_is_malformed_at_once() {
        assertThat(fault("x".repeat(1_000_000)).reason()).contains("1000000 characters, at most 8192");
    }

    @Test
    void any_text_is_one_of_the_four_and_nothing_is_thrown() {
        Random random = new Random(4);
        List<String> seeds = List.of(
                SIGNED,
                "(01)09506000134352(10)L1(21)A",
                "]d2010950600013435210L1" + GS + "21A",
                "https://id.example/00/106141411234567897",
                "95060001343529506000134352");
        for (int i = 0; i < 40_000; i++) {
            StringBuilder text = new StringBuilder(seeds.get(i % seeds.size()));
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x180));
                    case 1 -> text.deleteCharAt(at).append('0');
                    case 2 -> text.insert(at, "/?#&=%01()]\u001d<>{}".charAt(random.nextInt(16)));
                    default -> text.append(text.substring(at));
                }
            }
            assertThat(Scan.read(text.toString())).isNotNull();
        }
    }

    @Nested
    class Where_one_kind_is_wanted {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "106141411234567897",
                    "00106141411234567897",
                    "(00)106141411234567897",
                    "(00) 106141411234567897",
                    "]C100106141411234567897",
                    "]d200106141411234567897",
                    "\u001d00106141411234567897",
                    "https://id.example/00/106141411234567897",
                    "106141411234567897106141411234567897"
                })
        void an_sscc_is_read_as_scanned(String text) {
            assertThat(Scans.sscc(text)).hasToString("106141411234567897");
        }

        @Test
        void gtins_and_glns_are_read_as_scanned() {
            assertThat(Scans.gtin("]E09506000134352")).hasToString("09506000134352");
            assertThat(Scans.gtin("(01)09506000134352(21)A")).hasToString("09506000134352");
            assertThat(Scans.gln("(414)9506000000008(254)1")).hasToString("9506000000008");
            assertThat(Scans.gln("9506000000008")).hasToString("9506000000008");
        }

        @Test
        void another_kind_is_refused_as_before() {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Scans.sscc("(01)09506000134352"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SSCC_INVALID));
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Scans.gtin("(00)106141411234567897"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GTIN_INVALID));
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Scans.gln("950600000000"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.GLN_INVALID));
        }

        @Test
        void a_bad_check_digit_is_told_by_the_key_that_is_wanted() {
            assertRefused(
                    () -> Scans.gtin("]E09506000100019"),
                    ErrorCode.GTIN_INVALID,
                    "GTIN 9506000100019: check digit is 9, should be 2");
            assertRefused(
                    () -> Scans.gtin("9506000100019"),
                    ErrorCode.GTIN_INVALID,
                    "GTIN 9506000100019: check digit is 9, should be 2");
            assertRefused(
                    () -> Scans.gln("9506000000007"),
                    ErrorCode.GLN_INVALID,
                    "GLN 9506000000007: check digit is 7, should be 8");
            assertRefused(
                    () -> Scans.gln("(414)9506000000007"),
                    ErrorCode.GLN_INVALID,
                    "AI 414 9506000000007: check digit is 7, should be 8");
            assertRefused(
                    () -> Scans.sscc("(00)106141411234567890"),
                    ErrorCode.SSCC_INVALID,
                    "AI 00 106141411234567890: check digit is 0, should be 7");
            assertRefused(
                    () -> Scans.sscc("106141411234567890"),
                    ErrorCode.SSCC_INVALID,
                    "SSCC 106141411234567890: check digit is 0, should be 7");
        }

        private static void assertRefused(Runnable action, ErrorCode code, String prose) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(action::run)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                    .satisfies(e -> assertThat(e.prose()).isEqualTo(prose));
        }

        @Test
        void what_is_none_of_gs1s_is_told_in_one_sentence() {
            assertThatExceptionOfType(MalformedCodeException.class)
                    .isThrownBy(() -> Scans.unit("HELLO"))
                    .satisfies(e ->
                            assertThat(e.reason()).isEqualTo("it is no code of GS1's; a label begins with https://"));
        }

        @Test
        void a_pallet_in_place_of_a_unit_is_called_one() {
            assertThatExceptionOfType(MalformedCodeException.class)
                    .isThrownBy(() -> Scans.unit("(00)106141411234567897"))
                    .satisfies(e -> assertThat(e.reason())
                            .startsWith("A pallet's or case's code (SSCC): SSCC 106141411234567897."));
        }
    }

    @Nested
    class A_list {
        @Test
        void has_doubles_where_a_text_names_what_an_earlier_one_names() {
            List<String> texts = List.of(
                    SIGNED,
                    "]Q1" + SIGNED,
                    SIGNED.replace("/21/aB7", "/21/ab7"),
                    SIGNED + "&x=1",
                    "(00)106141411234567897",
                    "00106141411234567897");

            assertThat(Doubles.of(texts))
                    .containsExactly(new Doubles.Repeat(2, 1), new Doubles.Repeat(4, 1), new Doubles.Repeat(6, 5));
            assertThat(Doubles.said("line", Doubles.of(texts)))
                    .isEqualTo("lines 2 and 4 name what line 1 names, line 6 names what line 5 names: counted once");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "line | 4 6 | lines 4 and 6 name what line 1 names: counted once",
                    "line | 2 | line 2 names what line 1 names: counted once",
                    "links | 3 4 9 | links 3, 4 and 9 name what link 1 names: counted once",
                    "containers | 2 | container 2 names what container 1 names: counted once"
                })
        void tells_its_doubles_as_people_count_them(String what, String positions, String sentence) {
            List<Doubles.Repeat> doubles = Arrays.stream(positions.split(" "))
                    .map(position -> new Doubles.Repeat(Integer.parseInt(position), 1))
                    .toList();

            assertThat(Doubles.said(what, doubles)).isEqualTo(sentence);
        }

        @Test
        void of_a_thousand_doubles_tells_the_first() {
            List<Doubles.Repeat> ofOne = IntStream.rangeClosed(2, 1_000)
                    .mapToObj(position -> new Doubles.Repeat(position, 1))
                    .toList();
            List<Doubles.Repeat> ofMany = IntStream.rangeClosed(501, 1_000)
                    .mapToObj(position -> new Doubles.Repeat(position, position - 500))
                    .toList();

            assertThat(Doubles.said("line", ofOne))
                    .startsWith("lines 2, 3, 4,")
                    .endsWith("20, 21 and 979 more name what line 1 names: counted once");
            assertThat(Doubles.said("line", ofMany))
                    .startsWith("line 501 names what line 1 names, line 502 names what line 2 names,")
                    .endsWith("line 520 names what line 20 names, 480 more name what earlier ones name: counted once");
        }
    }

    @Test
    void every_thing_has_a_name_that_is_found() {
        for (Thing thing : Thing.values()) {
            assertThat(Thing.find(thing.wire())).contains(thing);
        }
        assertThat(Thing.find("nothing")).isEmpty();
    }
}
