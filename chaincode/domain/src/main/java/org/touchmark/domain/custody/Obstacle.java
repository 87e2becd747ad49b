package org.touchmark.domain.custody;

import java.util.Arrays;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.status.Subject;

/**
 * Why something can't be done with one of several things.
 *
 * @param reason what a write would refuse it with; it names the thing as the ledger does
 */
public record Obstacle(Subject thing, ErrorCode code, String reason) {

    /** The reason, with another name for the thing than the ledger's, which people can't read off a label. */
    public String reasonOf(String name) {
        return reason.replace(thing.toString(), name);
    }

    /** A list as it travels. */
    public static List<Obstacle> listOf(JsonObject json) {
        return json.requireOnly("obstacles").objects("obstacles").stream()
                .map(Obstacle::fromJson)
                .toList();
    }

    /** A list as it travels. */
    public static JsonObject toJson(List<Obstacle> obstacles) {
        return JsonObject.builder()
                .putObjects(
                        "obstacles", obstacles.stream().map(Obstacle::toJson).toList())
                .build();
    }

    private static Obstacle fromJson(JsonObject json) {
        json.requireOnly("thing", "code", "reason");
        String name = json.text("code");
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> json.refused("code", "is none of the ledger's"));
        return new Obstacle(Subject.fromJson(json.object("thing")), code, json.text("reason"));
    }

    private JsonObject toJson() {
        return JsonObject.builder()
                .put("thing", thing.toJson())
                .put("code", code.name())
                .put("reason", reason)
                .build();
    }
}
