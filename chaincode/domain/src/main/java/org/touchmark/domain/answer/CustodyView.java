package org.touchmark.domain.answer;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gln;

/**
 * Who holds a unit.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param inTransit whether the last hand-off waits to be accepted
 */
public record CustodyView(Gln custodian, boolean inTransit) {
    public static CustodyView fromJson(JsonObject json) {
        json.requireOnly("custodian", "inTransit");
        return new CustodyView(new Gln(json.text("custodian")), json.bool("inTransit"));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("custodian", custodian.digits())
                .put("inTransit", inTransit)
                .build();
    }
}
