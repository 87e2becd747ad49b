package org.touchmark.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CanonicalJsonTest {
    @Nested
    class Write {
        @Test
        void sorts_members_by_utf_16_code_units_as_rfc_8785_section_3_2_3_shows() {
            JsonObject object = JsonObject.builder()
                    .put("\u20ac", "Euro Sign")
                    .put("\r", "Carriage Return")
                    .put("\ufb33", "Hebrew Letter Dalet With Dagesh")
                    .put("1", "One")
                    .put("\ud83d\ude00", "Emoji: Grinning Face")
                    .put("\u0080", "Control")
                    .put("\u00f6", "Latin Small Letter O With Diaeresis")
                    .build();

            assertThat(object.members().values().stream().map(value -> ((JsonValue.Text) value).value()))
                    .containsExactly(
                            "Carriage Return",
                            "One",
                            "Control",
                            "Latin Small Letter O With Diaeresis",
                            "Euro Sign",
                            "Emoji: Grinning Face",
                            "Hebrew Letter Dalet With Dagesh");
            assertThat(CanonicalJson.parse(CanonicalJson.write(object))).isEqualTo(object);
        }

        @Test
        void escapes_as_rfc_8785_section_3_2_2_2_asks() {
            JsonObject object = JsonObject.builder()
                    .put("s", "\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u007f")
                    .build();

            assertThat(CanonicalJson.write(object))
                    .isEqualTo("{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\"}");
        }

        @Test
        void refuses_an_unpaired_surrogate() {
            for (String text : List.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db")) {
                JsonObject object = JsonObject.builder().put("s", text).build();
                assertRefused(() -> CanonicalJson.write(object), "surrogate");
            }
        }

        @Test
        void writes_no_white_space_and_plain_integers() {
            JsonObject object = JsonObject.builder()
                    .put("max", JsonValue.Int.MAX)
                    .put("min", -JsonValue.Int.MAX)
                    .put("yes", true)
                    .putTexts("none", List.of())
                    .put("empty", JsonObject.builder().build())
                    .putNumbers("list", List.of(1, 2L, 3))
                    .build();

            assertThat(object)
                    .hasToString("{\"empty\":{},\"list\":[1,2,3],\"max\":9007199254740991,"
                            + "\"min\":-9007199254740991,\"none\":[],\"yes\":true}");
        }
    }

    @Nested
    class Parse {
        @Test
        void reads_back_whatever_was_written() {
            Random random = new Random(8785);
            for (int i = 0; i < 500; i++) {
                JsonObject object = object(random, 1);
                byte[] bytes = CanonicalJson.bytes(object);

                JsonObject back = CanonicalJson.parse(bytes);

                assertThat(back).isEqualTo(object);
                assertThat(CanonicalJson.bytes(back)).isEqualTo(bytes);
            }
        }

        @Test
        void changed_text_never_reads_as_the_same_value() {
            Random random = new Random(1);
            for (int i = 0; i < 300; i++) {
                JsonObject object = object(random, 1);
                byte[] bytes = CanonicalJson.bytes(object);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                JsonObject other;
                try {
                    other = CanonicalJson.parse(bytes);
                } catch (RefusedException e) {
                    continue;
                }
                assertThat(other).isNotEqualTo(object);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"b\":1,\"a\":2}",
                    "{ \"a\":1}",
                    "{\"a\":1}\n",
                    "{\"a\":\"\\/\"}",
                    "{\"a\":\"\\u0041\"}",
                    "{\"a\":\"\\u000A\"}",
                    "{\"a\":\"\\u001F\"}"
                })
        void refuses_every_text_but_the_canonical_one_which_any_order_accepts(String text) {
            assertRefused(() -> CanonicalJson.parse(text), "not canonical");
            assertThat(CanonicalJson.parse(CanonicalJson.write(CanonicalJson.parseAnyOrder(text))))
                    .isEqualTo(CanonicalJson.parseAnyOrder(text));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "{}x",
                    "[]",
                    "1",
                    "{\"a\"}",
                    "{\"a\":}",
                    "{\"a\":1,}",
                    "{\"a\":[1,]}",
                    "{\"a\":[1 2]}",
                    "{a:1}",
                    "{'a':1}",
                    "{\"a\":1,\"a\":1}",
                    "{\"a\":null}",
                    "{\"a\":1.0}",
                    "{\"a\":1e3}",
                    "{\"a\":-0}",
                    "{\"a\":01}",
                    "{\"a\":+1}",
                    "{\"a\":-}",
                    "{\"a\":9007199254740992}",
                    "{\"a\":-9007199254740992}",
                    "{\"a\":99999999999999999999999}",
                    "{\"a\":NaN}",
                    "{\"a\":tru}",
                    "{\"a\":\"\\x\"}",
                    "{\"a\":\"\\u12g4\"}",
                    "{\"a\":\"\\u12",
                    "{\"a\":\"\n\"}",
                    "{\"a\":\"open",
                    "{\"a\":\"\\ud800\"}",
                    "{\"a\":\"\\udc00\"}",
                    "{\"a\":\"\\ud800\\u0041\"}",
                    "{\"a\":\"\\ud800\\ud800\"}"
                })
        void refuses_what_is_no_json_or_outside_the_bounds(String text) {
            assertRefused(() -> CanonicalJson.parse(text), "JSON");
            assertRefused(() -> CanonicalJson.parseAnyOrder(text), "JSON");
        }

        @Test
        void names_the_position_of_a_duplicate() {
            assertRefused(
                    () -> CanonicalJson.parse("{\"a\":1,\"a\":2}"), "JSON at character 8: member \"a\" is there twice");
        }

        @Test
        void takes_sixteen_levels_and_not_seventeen() {
            assertThat(CanonicalJson.parse(nested(CanonicalJson.MAX_DEPTH)).has("a"))
                    .isTrue();
            assertRefused(() -> CanonicalJson.parse(nested(CanonicalJson.MAX_DEPTH + 1)), "16 levels");
            assertRefused(() -> CanonicalJson.parse("{\"a\":" + "[".repeat(1_000_000)), "16 levels");
        }

        @Test
        void what_it_writes_at_the_depth_limit_it_reads() {
            JsonObject deepest = CanonicalJson.parse(nested(CanonicalJson.MAX_DEPTH));

            assertThat(CanonicalJson.write(deepest)).isEqualTo(nested(CanonicalJson.MAX_DEPTH));
            JsonObject deeper = JsonObject.builder().put("a", deepest).build();
            assertRefused(() -> CanonicalJson.write(deeper), "16 levels");
        }

        @Test
        void refuses_bytes_that_are_not_utf_8_and_texts_above_the_limit() {
            assertRefused(
                    () -> CanonicalJson.parse("{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1)), "UTF-8");
            assertRefused(() -> CanonicalJson.parse(new byte[CanonicalJson.MAX_BYTES + 1]), "larger than");
        }
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private static void assertRefused(Supplier<?> action, String part) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::get)
                .withMessageContaining(part);
    }

    private static JsonObject object(Random random, int depth) {
        JsonObject.Builder builder = JsonObject.builder();
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            builder.put(i + text(random), value(random, depth + 1));
        }
        return builder.build();
    }

    private static JsonValue value(Random random, int depth) {
        int kinds = depth > 5 ? 3 : 5;
        return switch (random.nextInt(kinds)) {
            case 0 -> new JsonValue.Text(text(random));
            case 1 -> new JsonValue.Int(random.nextLong() >> 11);
            case 2 -> new JsonValue.Bool(random.nextBoolean());
            case 3 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static JsonArray array(Random random, int depth) {
        List<JsonValue> values = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            values.add(value(random, depth + 1));
        }
        return new JsonArray(values);
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            int limit = random.nextBoolean() ? 0x80 : 0x20000;
            int point = random.nextInt(limit);
            boolean surrogate = point >= 0xd800 && point < 0xe000;
            out.appendCodePoint(surrogate ? '?' : point);
        }
        return out.toString();
    }
}
