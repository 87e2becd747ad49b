package org.touchmark.domain.codec;

import java.util.List;
import java.util.function.Function;

/** A JSON array. */
public record JsonArray(List<JsonValue> values) implements JsonValue {
    public JsonArray {
        values = List.copyOf(values);
    }

    /** An array of strings. */
    public static JsonArray ofTexts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(Text::new).toList());
    }

    /** An array of objects. */
    public static <T> JsonArray of(List<T> things, Function<T, JsonObject> toJson) {
        return new JsonArray(things.stream().<JsonValue>map(toJson).toList());
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
