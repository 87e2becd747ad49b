package org.touchmark.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * What a report leaves on a thing.
 *
 * @param at the timestamp of the transaction that reported it: undoing counts from here
 * @param signature the reporter's, over {@link #signedBytes}
 * @param number which change of the subject it was, from 1, as the ledger took it: what tells two reports apart that are signed
 *     alike, and orders those of one subject
 * @param clears of a thing that is found: what was reported stolen and is cleared by that, the thing itself or what it was in
 */
public record Mark(Status status, Instant at, ClaimantSignature signature, long number, List<Subject> clears) {
    /** How long a reporter may take a report back. */
    public static final Duration UNDO = Duration.ofDays(10);

    private static final int MAX_CLEARED = 1_000;

    public Mark {
        clears = List.copyOf(clears);
        if (clears.size() > MAX_CLEARED || (status != Status.FOUND && !clears.isEmpty())) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "a report that clears thefts is that something is found");
        }
    }

    /** A mark that clears nothing. */
    public Mark(Status status, Instant at, ClaimantSignature signature, long number) {
        this(status, at, signature, number, List.of());
    }

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

    /**
     * Refuses to take this report back, unless its status and its age allow it. That something was found is not taken back: what
     * is in it may have been sold since, or reported on otherwise, as only what was found can.
     *
     * @throws RefusedException UNDO_FORBIDDEN or UNDO_TOO_LATE
     */
    public void requireUndoable(Instant now) {
        if (status.undo() == Status.Undo.NEVER) {
            throw new RefusedException(ErrorCode.UNDO_FORBIDDEN, status.wire() + " can't be undone" + instead());
        }
        if (now.isAfter(at.plus(UNDO))) {
            throw new RefusedException(
                    ErrorCode.UNDO_TOO_LATE,
                    "it was reported " + status.wire() + " at " + at + "; a report is undone within " + UNDO.toDays()
                            + " days");
        }
    }

    private String instead() {
        return switch (status) {
            case STOLEN -> "; what is found again is reported found";
            case FOUND -> "; what is gone again is reported stolen again";
            default -> "";
        };
    }

    public static Mark fromJson(JsonObject json, SignatureForm form) {
        json.requireOnly("status", "at", "signature", "number", "clears");
        return new Mark(
                Status.parse(json.text("status")),
                Instant.ofEpochMilli(json.number("at")),
                form.read(json.object("signature")),
                json.number("number", 1, JsonValue.Int.MAX),
                json.has("clears")
                        ? json.objects("clears").stream().map(Subject::fromJson).toList()
                        : List.of());
    }

    public JsonObject toJson(SignatureForm form) {
        JsonObject.Builder json = JsonObject.builder()
                .put("status", status.wire())
                .put("at", at.toEpochMilli())
                .put("signature", form.write(signature))
                .put("number", number);
        if (!clears.isEmpty()) {
            json.putObjects("clears", clears.stream().map(Subject::toJson).toList());
        }
        return json.build();
    }
}
