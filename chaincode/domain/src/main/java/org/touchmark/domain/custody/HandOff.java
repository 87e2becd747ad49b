package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/**
 * A hand-off of units as it stands on the ledger.
 *
 * @param signature the sender's, over the offer
 * @param accept the receiver's, over the offer and the sender's signature; empty until it accepts
 */
public record HandOff(Offer offer, ClaimantSignature signature, Optional<ClaimantSignature> accept) {

    public HandOffState state() {
        return accept.isPresent() ? HandOffState.ACCEPTED : HandOffState.OFFERED;
    }

    /** When the receiver signed; empty until it accepts. */
    public Optional<Instant> acceptedAt() {
        return accept.map(ClaimantSignature::at);
    }

    /** Whether the units are on their way at an instant: offered, not accepted, the deadline not passed. */
    public boolean inTransitAt(Instant instant) {
        return accept.isEmpty() && !instant.isAfter(offer.deadline());
    }

    public boolean includes(UnitDigest unit) {
        return offer.consignment().units().contains(unit);
    }

    HandOff accepted(ClaimantSignature by) {
        return new HandOff(offer, signature, Optional.of(by));
    }

    /**
     * The bytes that the receiver signs: it accepts this very offer with this very signature.
     *
     * @param acceptedAt when the receiver signs, to the millisecond
     */
    public byte[] acceptBytes(String channel, Instant acceptedAt) {
        Bytes offerHash = Sha256.of(offer.signedBytes(channel));
        Bytes signatureHash = Sha256.of(signature.signature().toArray());
        return SignedBytes.of("touchmark/hand-off/accept/v1")
                .text(channel)
                .text(offer.id().value())
                .bytes(offerHash)
                .bytes(signatureHash)
                .text(offer.to().digits())
                .number(acceptedAt.toEpochMilli())
                .toBytes();
    }

    public static HandOff fromJson(JsonObject json) {
        HandOff handOff = new HandOff(
                Offer.read(json, new OperationId(json.text("id"))),
                ClaimantSignature.fromJson(json.object("offer")),
                json.has("accept") ? Optional.of(ClaimantSignature.fromJson(json.object("accept"))) : Optional.empty());
        if (!handOff.toJson().equals(json)) {
            throw json.refused("state", "does not agree with the other fields of the hand-off");
        }
        return handOff;
    }

    public JsonObject toJson() {
        JsonObject.Builder json =
                offer.write(JsonObject.builder()).put("state", state().name()).put("offer", signature.toJson());
        accept.ifPresent(
                by -> json.put("accept", by.toJson()).put("acceptedAt", by.at().toEpochMilli()));
        return json.build();
    }
}
