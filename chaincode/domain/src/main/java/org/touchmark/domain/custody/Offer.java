package org.touchmark.domain.custody;

import java.time.Duration;
import java.time.Instant;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/**
 * What a sender says when it hands goods over.
 *
 * @param id the hand-off's id, chosen by the sender
 * @param goods what stands for the goods
 * @param offeredAt when the sender signs, to the millisecond
 * @param deadline until when the receiver may accept; then the units are the sender's again
 */
public record Offer(HandOffId id, Gln from, Gln to, ConsignmentRoot goods, Instant offeredAt, Instant deadline) {
    /** A consignment that takes longer than a year is lost. */
    public static final Duration MAX_TRANSIT = Duration.ofDays(366);

    public Offer {
        offeredAt = Instant.ofEpochMilli(offeredAt.toEpochMilli());
        deadline = Instant.ofEpochMilli(deadline.toEpochMilli());
        if (from.equals(to)) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "party " + from + " hands units over to itself");
        }
        if (!id.isOf(from)) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "hand-off " + id + " is not one of party " + from + "'s: its id begins with the sender's GLN");
        }
        if (!deadline.isAfter(offeredAt) || deadline.isAfter(offeredAt.plus(MAX_TRANSIT))) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "the deadline " + deadline + " is not within " + MAX_TRANSIT.toDays() + " days after the offer at "
                            + offeredAt);
        }
    }

    /** The bytes that the sender signs. */
    public byte[] signedBytes(String channel) {
        SignedBytes bytes = SignedBytes.of("touchmark/hand-off/offer/v4")
                .text(channel)
                .text(id.value())
                .text(from.digits())
                .text(to.digits());
        return goods.sign(bytes)
                .number(offeredAt.toEpochMilli())
                .number(deadline.toEpochMilli())
                .toBytes();
    }

    static Offer read(JsonObject json) {
        return read(json, new HandOffId(json.text("id")), ConsignmentRoot.fromJson(json.object("goods")));
    }

    static Offer read(JsonObject json, HandOffId id, ConsignmentRoot goods) {
        return new Offer(
                id,
                new Gln(json.text("from")),
                new Gln(json.text("to")),
                goods,
                Instant.ofEpochMilli(json.number("offeredAt")),
                Instant.ofEpochMilli(json.number("deadline")));
    }

    JsonObject.Builder write(JsonObject.Builder json) {
        return writeWithoutGoods(json).put("goods", goods.toJson());
    }

    JsonObject.Builder writeWithoutGoods(JsonObject.Builder json) {
        return json.put("id", id.value())
                .put("from", from.digits())
                .put("to", to.digits())
                .put("offeredAt", offeredAt.toEpochMilli())
                .put("deadline", deadline.toEpochMilli());
    }
}
