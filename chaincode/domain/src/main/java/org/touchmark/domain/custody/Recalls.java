package org.touchmark.domain.custody;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/**
 * What of the goods of a hand-off their makers want back. Recalled goods may travel, since that is how they come back; whoever
 * sends them should know what he sends.
 */
public final class Recalls {
    private static final String RECALLED = "recalled";

    private Recalls() {}

    /**
     * The things of a hand-off that are recalled: by themselves, with what they were in, or with the batch that they are of or
     * that planned them. What was put into a container later is not looked at. In evaluations only.
     *
     * @throws org.touchmark.domain.error.RefusedException HAND_OFF_UNKNOWN
     */
    public static List<Subject> of(LedgerState state, HandOffId id) {
        Custody.read(state, id);
        return Custody.offered(state, id).things().stream()
                .filter(thing -> isRecalled(state, thing))
                .toList();
    }

    private static boolean isRecalled(LedgerState state, Subject thing) {
        // An offer has written down all that happened before.
        if (thing instanceof Subject.OfUnit unit) {
            return isRecalled(
                    Custody.batchReports(state, unit.gtin(), unit.lot()),
                    Custody.unit(state, unit).map(UnitRecord::course));
        }
        ContainerRecord container = Custody.container(state, ((Subject.OfContainer) thing).sscc());
        return isRecalled(
                container
                        .origin()
                        .map(origin -> Custody.batchReports(state, origin.gtin(), origin.lot()))
                        .orElse(List.of()),
                Optional.of(container.course()));
    }

    private static boolean isRecalled(List<Reported> ofBatch, Optional<Course> course) {
        Stream<Reported> own = course.stream()
                .flatMap(known -> known.past().stream())
                .filter(Event.Told.class::isInstance)
                .map(event -> ((Event.Told) event).report());
        return Condition.of(Stream.concat(ofBatch.stream(), own).toList()).recalled();
    }

    /** A list as it travels. */
    public static JsonObject toJson(List<Subject> recalled) {
        return JsonObject.builder()
                .putObjects(RECALLED, recalled.stream().map(Subject::toJson).toList())
                .build();
    }

    /** A list as it travels. */
    public static List<Subject> fromJson(JsonObject json) {
        return json.requireOnly(RECALLED).objects(RECALLED).stream()
                .map(Subject::fromJson)
                .toList();
    }
}
