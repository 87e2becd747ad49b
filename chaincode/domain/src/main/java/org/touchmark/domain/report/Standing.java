package org.touchmark.domain.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** How a thing stands by what is reported: what {@code status:Report} and {@code status:Undo} answer. */
public record Standing(Subject subject, Life life, boolean stolen, boolean recalled) {

    /** How a thing stands by all that is reported of it, of what it was in and of its batch, in the ledger's order. */
    public static Standing of(Subject subject, List<Reported> reports) {
        Condition condition = Condition.of(reports);
        return new Standing(subject, condition.life(), condition.isStolen(), condition.recalled());
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
