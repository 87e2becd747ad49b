package org.touchmark.domain.container;

import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Whereabouts;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerState;

/**
 * A container, and who has it: what {@code container:Read} answers.
 *
 * @param custodian who holds it, or held it last while it is in transit
 * @param inTransit whether a hand-off of it, or of what it is in, waits to be answered
 * @param around the containers that it is in, the innermost first
 */
public record ContainerReading(ContainerRecord container, Gln custodian, boolean inTransit, List<Sscc> around) {
    public ContainerReading {
        around = List.copyOf(around);
    }

    /**
     * Reads a container, planned ones too.
     *
     * @param now the instant at which deadlines are looked at
     * @throws org.touchmark.domain.error.RefusedException CONTAINER_UNKNOWN
     */
    public static ContainerReading of(LedgerState state, Sscc sscc, Instant now) {
        ContainerRecord container = Custody.container(state, sscc);
        Whereabouts whereabouts = Whereabouts.of(state, container, now);
        return new ContainerReading(
                container,
                whereabouts.custodian(),
                whereabouts.inTransit(),
                whereabouts.path().stream().map(ContainerRecord::sscc).toList());
    }

    public static ContainerReading fromJson(JsonObject json) {
        json.requireOnly("container", "custodian", "inTransit", "containers");
        return new ContainerReading(
                ContainerRecord.fromJson(json.object("container")),
                new Gln(json.text("custodian")),
                json.bool("inTransit"),
                json.texts("containers").stream().map(Sscc::new).toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("container", container.toJson())
                .put("custodian", custodian.digits())
                .put("inTransit", inTransit)
                .putTexts("containers", around.stream().map(Sscc::digits).toList())
                .build();
    }
}
