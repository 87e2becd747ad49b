package org.touchmark.domain.custody;

import java.time.Duration;
import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;

/**
 * What a sender says when it hands units over.
 *
 * @param id the hand-off's id, chosen by the sender; the operation that offers it serves
 * @param offeredAt when the sender signs, to the millisecond
 * @param deadline until when the receiver may accept; then the units are the sender's again
 */
public record Offer(OperationId id, Gln from, Gln to, Consignment consignment, Instant offeredAt, Instant deadline) {
    /** A consignment that takes longer than a year is lost. */
    public static final Duration MAX_TRANSIT = Duration.ofDays(366);

    public Offer {
        offeredAt = Instant.ofEpochMilli(offeredAt.toEpochMilli());
        deadline = Instant.ofEpochMilli(deadline.toEpochMilli());
        if (from.equals(to)) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "party " + from + " hands units over to itself");
        }
        if (!deadline.isAfter(offeredAt) || deadline.isAfter(offeredAt.plus(MAX_TRANSIT))) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "the deadline " + deadline + " is not within " + MAX_TRANSIT.toDays() + " days after the offer at "
                            + offeredAt);
        }
    }

    /** The bytes that the sender signs: {@code touchmark/hand-off/offer/v1} for units of one batch, else v2. */
    public byte[] signedBytes(String channel) {
        boolean simple = consignment.isOneGroup();
        SignedBytes bytes = SignedBytes.of(simple ? "touchmark/hand-off/offer/v1" : "touchmark/hand-off/offer/v2")
                .text(channel)
                .text(id.value())
                .text(from.digits())
                .text(to.digits());
        if (simple) {
            UnitGroup group = consignment.groups().get(0);
            bytes.text(group.gtin().digits())
                    .text(group.lot().value())
                    .bytes(group.hash())
                    .number(group.units().size());
        } else {
            consignment.sign(bytes);
        }
        return bytes.number(offeredAt.toEpochMilli())
                .number(deadline.toEpochMilli())
                .toBytes();
    }

    static Offer read(JsonObject json, OperationId id) {
        return new Offer(
                id,
                new Gln(json.text("from")),
                new Gln(json.text("to")),
                Consignment.read(json),
                Instant.ofEpochMilli(json.number("offeredAt")),
                Instant.ofEpochMilli(json.number("deadline")));
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return consignment
                .write(json)
                .put("id", id.value())
                .put("from", from.digits())
                .put("to", to.digits())
                .put("offeredAt", offeredAt.toEpochMilli())
                .put("deadline", deadline.toEpochMilli());
    }
}
