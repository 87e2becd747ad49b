package org.touchmark.domain.status;

import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * What a report leaves on a thing.
 *
 * @param at the timestamp of the transaction that reported it: undoing counts from here
 * @param signature the reporter's, over {@link #signedBytes}
 */
public record Mark(Status status, Instant at, ClaimantSignature signature) {

    /** Who reported it. */
    public Gln by() {
        return signature.gln();
    }

    /**
     * The bytes that a reporter signs.
     *
     * @param at when it signs, to the millisecond
     */
    public static byte[] signedBytes(String channel, Subject subject, Status status, Gln reporter, Instant at) {
        SignedBytes bytes = SignedBytes.of("touchmark/status/v1").text(channel);
        return subject.sign(bytes)
                .text(status.wire())
                .text(reporter.digits())
                .number(at.toEpochMilli())
                .toBytes();
    }

    /** The bytes that this mark's reporter signed of a subject. */
    public byte[] signedBytes(String channel, Subject subject) {
        return signedBytes(channel, subject, status, by(), signature.at());
    }

    public static Mark fromJson(JsonObject json, SignatureForm form) {
        json.requireOnly("status", "at", "signature");
        return new Mark(
                Status.parse(json.text("status")),
                Instant.ofEpochMilli(json.number("at")),
                form.read(json.object("signature")));
    }

    public JsonObject toJson(SignatureForm form) {
        return JsonObject.builder()
                .put("status", status.wire())
                .put("at", at.toEpochMilli())
                .put("signature", form.write(signature))
                .build();
    }
}
