package org.touchmark.domain.report;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * What somebody reports: what {@code status:Report} is given.
 *
 * @param signature the reporter's, over {@link org.touchmark.domain.status.Mark#signedBytes}
 */
public record Report(Subject subject, Status status, ClaimantSignature signature) {

    public static Report fromJson(JsonObject json) {
        json.requireOnly("subject", "status", "signature");
        return new Report(
                Subject.fromJson(json.object("subject")),
                Status.parse(json.text("status")),
                ClaimantSignature.fromJson(json.object("signature")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("subject", subject.toJson())
                .put("status", status.wire())
                .put("signature", signature.toJson())
                .build();
    }
}
