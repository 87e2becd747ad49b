package org.touchmark.domain.report;

import java.util.Locale;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Subject;

/** How a thing stands by the reports of itself: what {@code status:Report} and {@code status:Undo} answer. */
public record Standing(Subject subject, Life life, boolean stolen, boolean recalled) {

    static Standing of(Subject subject, Marks marks) {
        return new Standing(subject, marks.lifeState(), marks.isStolen(), marks.isRecalled());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("subject", subject.toJson())
                .put("life", life.name().toLowerCase(Locale.ROOT))
                .put("stolen", stolen)
                .put("recalled", recalled)
                .build();
    }
}
