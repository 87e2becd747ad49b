package org.touchmark.domain.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** How a thing stands by the reports of itself: what {@code status:Report} and {@code status:Undo} answer. */
public record Standing(Subject subject, Life life, boolean stolen, boolean recalled) {

    static Standing of(Subject subject, Marks marks) {
        return new Standing(subject, marks.lifeState(), marks.isStolen(), marks.isRecalled());
    }

    /** How a thing stands by all reports of itself, in the order in which {@link Reports} tells them. */
    public static Standing of(Subject subject, List<Reported> reports) {
        Marks marks = Marks.NONE;
        for (Reported report : reports) {
            marks = marks.with(report.mark());
        }
        return of(subject, marks);
    }

    public static Standing fromJson(JsonObject json) {
        json.requireOnly("subject", "life", "stolen", "recalled");
        return new Standing(
                Subject.fromJson(json.object("subject")),
                life(json.text("life")),
                json.bool("stolen"),
                json.bool("recalled"));
    }

    private static Life life(String wire) {
        return Arrays.stream(Life.values())
                .filter(life -> wire(life).equals(wire))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID, "\"" + wire + "\" is no state of a thing's life"));
    }

    private static String wire(Life life) {
        return life.name().toLowerCase(Locale.ROOT);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("subject", subject.toJson())
                .put("life", wire(life))
                .put("stolen", stolen)
                .put("recalled", recalled)
                .build();
    }
}
