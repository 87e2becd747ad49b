package org.touchmark.domain.status;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.party.SignatureForm;

/** A mark and what it was put on: enough to check its signature. */
public record Reported(Subject subject, Mark mark) {

    public static Reported fromJson(JsonObject json) {
        json.requireOnly("subject", "mark");
        return read(json, SignatureForm.whole());
    }

    /** Reads it among the members of an object. */
    public static Reported read(JsonObject json, SignatureForm form) {
        return new Reported(Subject.fromJson(json.object("subject")), Mark.fromJson(json.object("mark"), form));
    }

    public JsonObject toJson() {
        return write(JsonObject.builder(), SignatureForm.whole()).build();
    }

    /** Writes it among the members of an object. */
    public JsonObject.Builder write(JsonObject.Builder json, SignatureForm form) {
        return json.put("subject", subject.toJson()).put("mark", mark.toJson(form));
    }
}
