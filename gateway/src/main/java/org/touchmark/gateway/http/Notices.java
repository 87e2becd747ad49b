package org.touchmark.gateway.http;

import java.util.List;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.gateway.problem.InputError;

/** What callers should know of a write that was done, beside what came of it. */
final class Notices {
    private Notices() {}

    /** An answer with {@code warnings}, if there are any. */
    static JsonObject with(JsonObject answer, List<InputError> notices) {
        if (notices.isEmpty()) {
            return answer;
        }
        JsonObject.Builder json = JsonObject.builder();
        answer.members().forEach(json::put);
        return json.putObjects("warnings", notices.stream().map(Notices::json).toList())
                .build();
    }

    private static JsonObject json(InputError notice) {
        return CanonicalJson.parseAnyOrder(notice.toJson().toString());
    }
}
