package org.touchmark.domain.answer;

import org.touchmark.domain.codec.JsonObject;

/**
 * One thing that was established about a unit, or that speaks against it.
 *
 * @param code for programs, lower case with hyphens, such as {@code label-signature-invalid}
 * @param text for people, one plain sentence
 */
public record Reason(String code, String text, Basis basis) {
    public static Reason fromJson(JsonObject json) {
        json.requireOnly("code", "text", "basis");
        return new Reason(json.text("code"), json.text("text"), Basis.parse(json.text("basis")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("code", code)
                .put("text", text)
                .put("basis", basis.wire())
                .build();
    }
}
