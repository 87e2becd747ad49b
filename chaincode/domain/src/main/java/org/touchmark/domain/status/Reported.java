package org.touchmark.domain.status;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.party.SignatureForm;

/** A mark and what it was put on: enough to check its signature. */
public record Reported(Subject subject, Mark mark) {

    public static Reported fromJson(JsonObject json) {
        json.requireOnly("subject", "mark");
        return new Reported(
                Subject.fromJson(json.object("subject")), Mark.fromJson(json.object("mark"), SignatureForm.whole()));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("subject", subject.toJson())
                .put("mark", mark.toJson(SignatureForm.whole()))
                .build();
    }
}
