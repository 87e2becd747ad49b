package org.touchmark.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JsonObjectTest {
    private final JsonObject object = CanonicalJson.parseAnyOrder("""
            {"name": "Aurelia", "count": 12, "sealed": true, "root": "00ff", "der": "AP8=",
             "roles": ["brand"], "ordinals": [3, 1], "seal": {"gln": 5, "at": {"millis": "x"}},
             "pages": [{"n": 1}, {"n": "2"}]}
            """);

    @Test
    void getters_read_each_kind() {
        assertThat(object.text("name")).isEqualTo("Aurelia");
        assertThat(object.optionalText("lot")).isNull();
        assertThat(object.optionalObject("lot")).isNull();
        assertThat(object.number("count")).isEqualTo(12);
        assertThat(object.integer("count", 12, 12)).isEqualTo(12);
        assertThat(object.bool("sealed")).isTrue();
        assertThat(object.hex("root", 2).hex()).isEqualTo("00ff");
        assertThat(object.base64("der", 2).hex()).isEqualTo("00ff");
        assertThat(object.texts("roles")).containsExactly("brand");
        assertThat(object.numbers("ordinals")).containsExactly(3L, 1L);
        assertThat(object.objects("pages").get(0).number("n")).isEqualTo(1);
    }

    @Test
    void refusals_name_the_field_by_its_path() {
        assertRefused(() -> object.text("lot"), "field lot: is missing");
        assertRefused(() -> object.text("count"), "field count: is a number, should be text");
        assertRefused(() -> object.number("name"), "field name: is text, should be a number");
        assertRefused(() -> object.number("count", 0, 9), "field count: is 12, should be 0 to 9");
        assertRefused(() -> object.bool("count"), "field count: is a number, should be true or false");
        assertRefused(() -> object.object("seal").text("gln"), "field seal.gln: is a number, should be text");
        assertRefused(
                () -> object.object("seal").object("at").number("millis"),
                "field seal.at.millis: is text, should be a number");
        assertRefused(
                () -> object.objects("pages").get(1).number("n"), "field pages[1].n: is text, should be a number");
        assertRefused(() -> object.texts("ordinals"), "field ordinals[0]: is a number, should be text");
        assertRefused(() -> object.texts("name"), "field name: is text, should be an array");
        assertRefused(() -> object.hex("root", 3), "field root: has 4 characters, should be 6 hexadecimal digits");
        assertRefused(() -> object.base64("der", 1), "field der: is not padded base64 of at most 1 bytes");
    }

    @Test
    void a_misspelt_member_is_refused() {
        JsonObject head =
                JsonObject.builder().put("gtin", "1").put("expirry", "2").build();

        assertRefused(() -> head.requireOnly("gtin", "expiry"), "field expirry: is unknown; known are gtin, expiry");
        assertThat(head.requireOnly("gtin", "expirry")).isSameAs(head);
    }

    @Test
    void absent_values_are_left_out_and_equal_members_are_equal_objects() {
        JsonObject one = JsonObject.builder()
                .put("a", 1)
                .putIfPresent("b", (String) null)
                .putIfPresent("c", (JsonValue) null)
                .build();

        assertThat(one).hasToString("{\"a\":1}").isEqualTo(CanonicalJson.parse("{\"a\":1}"));
        assertThat(object.object("seal")).isEqualTo(object.members().get("seal"));
    }

    @Test
    void putting_a_member_twice_is_a_bug() {
        JsonObject.Builder builder = JsonObject.builder().putTexts("a", List.of());

        assertThatIllegalStateException().isThrownBy(() -> builder.put("a", 1)).withMessageContaining("twice");
    }

    private static void assertRefused(Supplier<?> action, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::get)
                .withMessage(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
    }
}
