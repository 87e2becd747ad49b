package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.SignatureForm;
import org.touchmark.domain.trust.ClaimantSignature;

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

    /**
     * Whether the goods are on their way at an instant: offered, not ended, the deadline not passed. What is past its deadline
     * ends in the ledger's order by what is done next: its acceptance, if a late clock brings it, or whatever its sender does
     * with the goods.
     */
    public boolean inTransitAt(Instant instant) {
        return ending.isEmpty() && !instant.isAfter(offer.deadline());
    }

    /** This hand-off as it was when it was offered. */
    public HandOff asOffered() {
        return new HandOff(offer, signature, at, Optional.empty());
    }

    HandOff ended(Ending by) {
        return new HandOff(offer, signature, at, Optional.of(by));
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

    /**
     * The bytes that the receiver signs to accept a part of the offer.
     *
     * @param less containers inside those of the part, which stay with the sender, in ascending order
     */
    public byte[] acceptPartBytes(String channel, ConsignmentRoot part, List<Sscc> less, Instant acceptedAt) {
        return Part.sign(answer("touchmark/hand-off/accept-part/v3", channel), part, less)
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
                Offer.read(json),
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
        end.accepted().ifPresent(part -> json.put("accepted", part.toJson()));
        Part.writeLess(json, end.less());
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
                    Optional.ofNullable(json.optionalObject("accepted")).map(ConsignmentRoot::fromJson),
                    Part.readLess(json),
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
