package org.touchmark.domain.codec;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {
    public JsonArray {
        values = List.copyOf(values);
    }

    /** An array of strings. */
    public static JsonArray ofTexts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(Text::new).toList());
    }

    /** An array of integers. */
    public static JsonArray ofNumbers(List<? extends Number> numbers) {
        return new JsonArray(numbers.stream()
                .<JsonValue>map(number -> new Int(number.longValue()))
                .toList());
    }

    @Override
    public String kind() {
        return "an array";
    }
}
