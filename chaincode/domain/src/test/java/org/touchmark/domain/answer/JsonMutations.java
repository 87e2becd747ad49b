package org.touchmark.domain.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;

/** Every way to change one thing in a JSON value: another text, number or truth, or one member or element less. */
final class JsonMutations {
    private JsonMutations() {}

    /** The mutated values, each under the path of what was changed. */
    static Map<String, JsonValue> of(JsonValue value) {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        collect("", value, UnaryOperator.identity(), all);
        return all;
    }

    private static void collect(
            String path, JsonValue value, UnaryOperator<JsonValue> rebuild, Map<String, JsonValue> all) {
        if (value instanceof JsonObject object) {
            for (String name : object.members().keySet()) {
                String below = path.isEmpty() ? name : path + "." + name;
                all.put(below + " removed", rebuild.apply(without(object, name)));
                collect(below, object.members().get(name), v -> rebuild.apply(with(object, name, v)), all);
            }
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.values().size(); i++) {
                int index = i;
                all.put(path + "[] removed " + i, rebuild.apply(without(array, i)));
                collect(path + "[]", array.values().get(i), v -> rebuild.apply(with(array, index, v)), all);
            }
        } else {
            int number = all.size();
            all.put(path + " changed #" + number, rebuild.apply(changed(value)));
        }
    }

    private static JsonValue changed(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return new JsonValue.Text(changed(text.value()));
        }
        if (value instanceof JsonValue.Int number) {
            return new JsonValue.Int(number.value() + 1);
        }
        return new JsonValue.Bool(!((JsonValue.Bool) value).value());
    }

    /** One character in the middle replaced by another of its kind, so that the text stays well-formed where it can. */
    private static String changed(String text) {
        int at = text.length() / 2;
        char old = text.charAt(at);
        char other = old == '0' ? '1' : Character.isDigit(old) ? '0' : old == 'a' ? 'b' : 'a';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        members.put(name, value);
        return JsonObject.of(members);
    }

    private static JsonObject without(JsonObject object, String name) {
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        members.remove(name);
        return JsonObject.of(members);
    }

    private static JsonArray with(JsonArray array, int index, JsonValue value) {
        List<JsonValue> values = new ArrayList<>(array.values());
        values.set(index, value);
        return new JsonArray(values);
    }

    private static JsonArray without(JsonArray array, int index) {
        List<JsonValue> values = new ArrayList<>(array.values());
        values.remove(index);
        return new JsonArray(values);
    }
}
