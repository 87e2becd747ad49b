package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/**
 * A hand-off as it stands on the ledger. What it takes along points to it, so that its end, whatever it is, is one write.
 *
 * @param signature the sender's, over the offer
 * @param at the timestamp of the transaction that offered
 * @param ending empty until it ended
 */
public record HandOff(Offer offer, ClaimantSignature signature, Instant at, Optional<Ending> ending) {

    public HandOffState state() {
        return ending.map(Ending::state).orElse(HandOffState.OFFERED);
    }

    /** The receiver's signature, over the offer and the sender's signature; empty unless it accepted. */
    public Optional<ClaimantSignature> accept() {
        return ending.filter(end -> end.state().isAccepted()).flatMap(Ending::signature);
    }

    /** When the receiver signed; empty unless it accepted. */
    public Optional<Instant> acceptedAt() {
        return accept().map(ClaimantSignature::at);
    }

    /** When it was last changed. */
    public Instant changedAt() {
        return ending.map(Ending::at).orElse(at);
    }

    /** Whether the goods are on their way at an instant: offered, not ended, the deadline not passed. */
    public boolean inTransitAt(Instant instant) {
        return ending.isEmpty() && !instant.isAfter(offer.deadline());
    }

    public boolean includes(UnitDigest unit) {
        return offer.consignment().includes(unit);
    }

    public boolean includes(Sscc container) {
        return offer.consignment().includes(container);
    }

    /** Who has a unit of this hand-off, or had it last while it is on its way. */
    public Gln holderOf(UnitDigest unit) {
        return taken().filter(taken -> taken.includes(unit)).isPresent() ? offer.to() : offer.from();
    }

    /** Who has a container of this hand-off, or had it last while it is on its way. */
    public Gln holderOf(Sscc container) {
        return taken().filter(taken -> taken.includes(container)).isPresent() ? offer.to() : offer.from();
    }

    /** This hand-off as it was when it was offered. */
    public HandOff asOffered() {
        return new HandOff(offer, signature, at, Optional.empty());
    }

    HandOff ended(Ending by) {
        return new HandOff(offer, signature, at, Optional.of(by));
    }

    private Optional<Consignment> taken() {
        return state() == HandOffState.ACCEPTED ? Optional.of(offer.consignment()) : ending.flatMap(Ending::accepted);
    }

    /**
     * The bytes that the receiver signs: it accepts this very offer with this very signature.
     *
     * @param acceptedAt when the receiver signs, to the millisecond
     */
    public byte[] acceptBytes(String channel, Instant acceptedAt) {
        return answer("touchmark/hand-off/accept/v1", channel)
                .text(offer.to().digits())
                .number(acceptedAt.toEpochMilli())
                .toBytes();
    }

    /** The bytes that the receiver signs to accept a part of the offer. */
    public byte[] acceptPartBytes(String channel, Consignment part, Instant acceptedAt) {
        return part.sign(answer("touchmark/hand-off/accept-part/v1", channel))
                .text(offer.to().digits())
                .number(acceptedAt.toEpochMilli())
                .toBytes();
    }

    /**
     * The bytes that the receiver signs to refuse, or the sender to cancel.
     *
     * @param state REFUSED or CANCELLED
     */
    public byte[] endBytes(String channel, HandOffState state, Instant endedAt) {
        Gln by = state == HandOffState.REFUSED ? offer.to() : offer.from();
        return answer("touchmark/hand-off/end/v1", channel)
                .text(state.wire())
                .text(by.digits())
                .number(endedAt.toEpochMilli())
                .toBytes();
    }

    private SignedBytes answer(String domain, String channel) {
        return SignedBytes.of(domain)
                .text(channel)
                .text(offer.id().value())
                .bytes(Sha256.of(offer.signedBytes(channel)))
                .bytes(Sha256.of(signature.signature().toArray()));
    }

    /** A hand-off as it travels. */
    public static HandOff fromJson(JsonObject json) {
        return fromJson(json, SignatureForm.whole());
    }

    static HandOff fromJson(JsonObject json, SignatureForm form) {
        HandOff handOff = new HandOff(
                Offer.read(json, new OperationId(json.text("id"))),
                form.read(json.object("offer")),
                Instant.ofEpochMilli(json.number("at")),
                ending(json, form));
        if (form == SignatureForm.whole() && !handOff.toJson().equals(json)) {
            throw json.refused("state", "does not agree with the other fields of the hand-off");
        }
        return handOff;
    }

    /** This hand-off as it travels. */
    public JsonObject toJson() {
        return toJson(SignatureForm.whole());
    }

    JsonObject toJson(SignatureForm form) {
        JsonObject.Builder json = offer.write(JsonObject.builder())
                .put("state", state().name())
                .put("offer", form.write(signature))
                .put("at", at.toEpochMilli());
        ending.ifPresent(end -> write(end, json, form));
        return json.build();
    }

    private static void write(Ending end, JsonObject.Builder json, SignatureForm form) {
        json.put("endedAt", end.at().toEpochMilli());
        boolean accepted = end.state().isAccepted();
        end.signature().ifPresent(by -> json.put(accepted ? "accept" : "end", form.write(by)));
        if (accepted) {
            end.signature().ifPresent(by -> json.put("acceptedAt", by.at().toEpochMilli()));
        }
        end.accepted()
                .ifPresent(part ->
                        json.put("accepted", part.write(JsonObject.builder()).build()));
    }

    private static Optional<Ending> ending(JsonObject json, SignatureForm form) {
        HandOffState state = state(json);
        if (state == HandOffState.OFFERED) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ending(
                    state,
                    Optional.ofNullable(json.optionalObject(state.isAccepted() ? "accept" : "end"))
                            .map(form::read),
                    Optional.ofNullable(json.optionalObject("accepted")).map(Consignment::read),
                    Instant.ofEpochMilli(json.number("endedAt"))));
        } catch (IllegalArgumentException e) {
            throw json.refused("state", "does not agree with the other fields of the hand-off");
        }
    }

    private static HandOffState state(JsonObject json) {
        String name = json.text("state");
        return Arrays.stream(HandOffState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> json.refused("state", "is none of a hand-off's"));
    }
}
