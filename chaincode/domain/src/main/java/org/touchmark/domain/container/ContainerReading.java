package org.touchmark.domain.container;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Whereabouts;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.SignatureForm;

/** A container, and who has it: what {@code container:Read} answers. */
public record ContainerReading(ContainerRecord container, Whereabouts whereabouts) {

    /**
     * Reads a container, planned ones too.
     *
     * @param now the instant at which deadlines are looked at
     * @throws org.touchmark.domain.error.RefusedException CONTAINER_UNKNOWN
     */
    public static ContainerReading of(LedgerState state, Sscc sscc, Instant now) {
        ContainerRecord container = Custody.container(state, sscc);
        return new ContainerReading(container, Custody.locate(state, container, now));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("container", container.toJson(SignatureForm.whole()))
                .put("custodian", whereabouts.custodian().digits())
                .put("inTransit", whereabouts.inTransit())
                .putTexts(
                        "containers",
                        whereabouts.path().stream()
                                .map(around -> around.sscc().digits())
                                .toList())
                .build();
    }
}
