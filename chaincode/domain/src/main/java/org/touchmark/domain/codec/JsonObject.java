package org.touchmark.domain.codec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * A JSON object, immutable, its members in the order of RFC 8785. Getters refuse with {@link ErrorCode#ARGUMENT_INVALID}
 * and name the field by its path: "field seal.gln: is missing".
 */
public final class JsonObject implements JsonValue {
    private final SortedMap<String, JsonValue> members;
    private final String path;

    private JsonObject(SortedMap<String, JsonValue> members, String path) {
        this.members = members;
        this.path = path;
    }

    /** An object of these members; later changes of the map do not show. */
    public static JsonObject of(Map<String, JsonValue> members) {
        return new JsonObject(Collections.unmodifiableSortedMap(new TreeMap<>(members)), "");
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String kind() {
        return "an object";
    }

    /** Members by name, in the order of UTF-16 code units (RFC 8785 section 3.2.3). */
    public SortedMap<String, JsonValue> members() {
        return members;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public String text(String name) {
        return required(name, Text.class, "text").value();
    }

    public @Nullable String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    public long number(String name) {
        return required(name, Int.class, "a number").value();
    }

    /** An integer between two bounds, both allowed. */
    public long number(String name, long min, long max) {
        long value = number(name);
        if (value < min || value > max) {
            throw refused(name, "is " + value + ", should be " + min + " to " + max);
        }
        return value;
    }

    /** An int between two bounds, both allowed. */
    public int integer(String name, int min, int max) {
        return (int) number(name, min, max);
    }

    public boolean bool(String name) {
        return required(name, Bool.class, "true or false").value();
    }

    public JsonObject object(String name) {
        return required(name, JsonObject.class, "an object").at(pathOf(name));
    }

    public @Nullable JsonObject optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** Lower-case hexadecimal of exactly {@code length} bytes. */
    public Bytes hex(String name, int length) {
        return Bytes.fromHex("field " + pathOf(name), text(name), length);
    }

    /** Padded base64 of at most {@code maxLength} bytes. */
    public Bytes base64(String name, int maxLength) {
        return Bytes.fromBase64("field " + pathOf(name), text(name), maxLength);
    }

    /** The strings of an array. */
    public List<String> texts(String name) {
        return each(name, (at, value) -> cast(at, value, Text.class, "text").value());
    }

    /** The integers of an array. */
    public List<Long> numbers(String name) {
        return each(name, (at, value) -> cast(at, value, Int.class, "a number").value());
    }

    /** The objects of an array. */
    public List<JsonObject> objects(String name) {
        return each(
                name,
                (at, value) -> cast(at, value, JsonObject.class, "an object").at(at));
    }

    /** Refuses members whose names are not among these: a misspelt optional field must not pass unseen. */
    public JsonObject requireOnly(String... names) {
        Set<String> known = Set.of(names);
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw refused(name, "is unknown; known are " + String.join(", ", names));
            }
        }
        return this;
    }

    /** A refusal that names a field of this object by its path. */
    public RefusedException refused(String name, String rule) {
        return refusedAt(pathOf(name), rule);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return CanonicalJson.write(this);
    }

    private JsonObject at(String newPath) {
        return new JsonObject(members, newPath);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T extends JsonValue> T required(String name, Class<T> type, String kind) {
        JsonValue value = members.get(name);
        if (value == null) {
            throw refused(name, "is missing");
        }
        return cast(pathOf(name), value, type, kind);
    }

    private <T> List<T> each(String name, BiFunction<String, JsonValue, T> reader) {
        List<JsonValue> values = required(name, JsonArray.class, "an array").values();
        return IntStream.range(0, values.size())
                .mapToObj(i -> reader.apply(pathOf(name) + "[" + i + "]", values.get(i)))
                .toList();
    }

    private static <T extends JsonValue> T cast(String at, JsonValue value, Class<T> type, String kind) {
        if (!type.isInstance(value)) {
            throw refusedAt(at, "is " + value.kind() + ", should be " + kind);
        }
        return type.cast(value);
    }

    private static RefusedException refusedAt(String at, String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "field " + at + ": " + rule);
    }

    /** Collects members; a name put twice is a programming error. */
    public static final class Builder {
        private final SortedMap<String, JsonValue> members = new TreeMap<>();

        private Builder() {}

        public Builder put(String name, JsonValue value) {
            if (members.put(name, value) != null) {
                throw new IllegalStateException("member " + name + ": is put twice");
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new Text(value));
        }

        public Builder put(String name, long value) {
            return put(name, new Int(value));
        }

        // JSON's own type, not a switch of behaviour.
        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        /** Hexadecimal text. */
        public Builder putHex(String name, Bytes value) {
            return put(name, value.hex());
        }

        /** Padded base64 text. */
        public Builder putBase64(String name, Bytes value) {
            return put(name, value.base64());
        }

        public Builder putTexts(String name, List<String> values) {
            return put(name, JsonArray.ofTexts(values));
        }

        public Builder putNumbers(String name, List<? extends Number> values) {
            return put(name, JsonArray.ofNumbers(values));
        }

        public Builder putObjects(String name, List<JsonObject> values) {
            return put(name, new JsonArray(List.copyOf(values)));
        }

        /** Puts nothing when the value is absent: there is no null. */
        public Builder putIfPresent(String name, @Nullable String value) {
            return value == null ? this : put(name, value);
        }

        /** Puts nothing when the value is absent: there is no null. */
        public Builder putIfPresent(String name, @Nullable JsonValue value) {
            return value == null ? this : put(name, value);
        }

        public JsonObject build() {
            return JsonObject.of(members);
        }
    }
}
