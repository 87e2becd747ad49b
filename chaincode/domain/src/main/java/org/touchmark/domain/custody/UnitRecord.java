package org.touchmark.domain.custody;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.status.Subject;

/**
 * What the ledger keeps of one unit from the first thing that happens to it alone. A unit without a record is where it was
 * packed at birth, or else with its brand. Its key is GTIN, lot and digest: so a batch of another brand that repeats its digest
 * says nothing of it.
 */
public record UnitRecord(Subject.OfUnit subject, Course course) implements Thing {

    @Override
    public UnitRecord on(Course other) {
        return new UnitRecord(subject, other);
    }

    static UnitRecord fromJson(Subject.OfUnit subject, JsonObject json, SignatureForm form) {
        json.requireOnly(Course.FIELDS);
        return new UnitRecord(subject, Course.read(json, form));
    }

    JsonObject toJson(SignatureForm form) {
        return course.write(JsonObject.builder(), form).build();
    }
}
