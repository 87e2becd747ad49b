package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How goods change hands: the custodian offers and signs, the receiver accepts all or a part, or refuses, and signs; the
 * sender may cancel; a deadline ends what nobody answers.
 *
 * <p>An offer points each unit and container to the hand-off; the answer is written to the hand-off alone. So a pallet of any
 * size costs one key to offer and none to accept.
 */
public final class CustodyRules {
    /** Names an offer that nobody makes. */
    private static final OperationId ANY = new OperationId("0".repeat(16));

    private CustodyRules() {}

    /**
     * Offers goods to another party.
     *
     * @param registered finds the units
     * @throws RefusedException what {@link Parties#require} throws, NOT_CUSTODIAN, HAND_OFF_EXISTS, PARTY_UNKNOWN,
     *     PARTY_SUSPENDED, BATCH_UNKNOWN, BATCH_NOT_SEALED, CLOCK_SKEW, LAPSED, UNIT_UNKNOWN, PROOF_INVALID,
     *     CONTAINER_UNKNOWN, CONTAINER_OPEN, IN_CONTAINER, IN_TRANSIT, STATUS_FORBIDS, TIME_REVERSED, SIGNATURE_INVALID,
     *     CERTIFICATE_UNTRUSTED
     */
    public static HandOff offer(
            Call call, Caller caller, Claims claims, SignedOffer signed, RegisteredUnits registered) {
        Actor actor = Parties.require(call.state(), caller, Action.OFFER);
        Offer offer = signed.offer();
        actor.requireOwner(offer.from(), () -> "an offer in the name of party " + offer.from() + " is that party's");
        if (Custody.find(call.state(), offer.id()).isPresent()) {
            throw new RefusedException(ErrorCode.HAND_OFF_EXISTS, "there is a hand-off " + offer.id() + " already");
        }
        requireReceiver(call, offer.to());
        requireTimes(call, signed);
        Epoch.bind(call);
        ClaimantSignature signature =
                claims.require(signed.signature(), offer.signedBytes(call.channel()), actor, "the offer");
        HandOff handOff = new HandOff(offer, signature, call.time(), Optional.empty());
        new Departure(call, actor, offer.id(), Attempts.untilTheFirstRefusal()).send(signed.consignment(), registered);
        Custody.writeOffered(call.state(), offer.id(), signed.consignment());
        Custody.write(call.state(), handOff);
        return handOff;
    }

    /**
     * What of some goods a party could not offer, and why: every one that {@link #offer} would refuse. In evaluations only.
     *
     * @throws RefusedException PARTY_UNKNOWN
     */
    public static List<Obstacle> tryOffer(Call call, Gln by, Consignment goods, RegisteredUnits registered) {
        Attempts attempts = Attempts.ofAll();
        Actor actor = Parties.actor(call.state(), by, Action.OFFER);
        new Departure(call.tried(), actor, HandOffId.of(by, ANY), attempts).send(goods, registered);
        return attempts.obstacles();
    }

    /**
     * Accepts all of an offer.
     *
     * @throws RefusedException what {@link Parties#require} throws, HAND_OFF_UNKNOWN, NOT_RECEIVER, ALREADY_ACCEPTED,
     *     HAND_OFF_ENDED, TIME_REVERSED, LAPSED, CLOCK_SKEW, SIGNATURE_INVALID, CERTIFICATE_UNTRUSTED
     */
    public static HandOff accept(Call call, Caller caller, Claims claims, HandOffId id, ClaimantSignature signature) {
        return answer(call, caller, claims, id, new Answer(HandOffEvent.ACCEPT, signature, Optional.empty()));
    }

    /**
     * Accepts a part of an offer; the rest is the sender's again.
     *
     * @param part some of what is offered, or all of it less some inner containers
     * @throws RefusedException what {@link #accept} throws, NOT_OFFERED, CONTAINER_UNKNOWN, and ARGUMENT_INVALID for all of it
     */
    public static HandOff acceptPart(
            Call call, Caller caller, Claims claims, HandOffId id, Part part, ClaimantSignature signature) {
        return answer(call, caller, claims, id, new Answer(HandOffEvent.ACCEPT_PART, signature, Optional.of(part)));
    }

    /**
     * What of a part of an offer could not be accepted, and why: every one that {@link #acceptPart} would refuse. In
     * evaluations only.
     *
     * @throws RefusedException HAND_OFF_UNKNOWN, and ARGUMENT_INVALID for all of the offer
     */
    public static List<Obstacle> tryPart(Call call, HandOffId id, Part part) {
        Attempts attempts = Attempts.ofAll();
        HandOff handOff = Custody.read(call.state(), id);
        requirePart(call, handOff.offer(), part, attempts);
        new Shortfall(call.tried(), handOff, part, attempts).leave();
        return attempts.obstacles();
    }

    /**
     * Refuses an offer.
     *
     * @throws RefusedException what {@link #accept} throws
     */
    public static HandOff refuse(Call call, Caller caller, Claims claims, HandOffId id, ClaimantSignature signature) {
        return answer(call, caller, claims, id, new Answer(HandOffEvent.REFUSE, signature, Optional.empty()));
    }

    /**
     * Takes an offer back that nobody has answered.
     *
     * @throws RefusedException what {@link #accept} throws, with NOT_SENDER in place of NOT_RECEIVER
     */
    public static HandOff cancel(Call call, Caller caller, Claims claims, HandOffId id, ClaimantSignature signature) {
        return answer(call, caller, claims, id, new Answer(HandOffEvent.CANCEL, signature, Optional.empty()));
    }

    /**
     * Notes that an offer's deadline has passed, by either side: nobody else's clock ends it. Nothing needs that, since whatever
     * the sender does next with the goods notes it too.
     *
     * @throws RefusedException what {@link Parties#require} throws, HAND_OFF_UNKNOWN, ALREADY_ACCEPTED, HAND_OFF_ENDED,
     *     LAPSED where that is noted already, NOT_LAPSED, NOT_SENDER for a third party
     */
    public static HandOff lapse(Call call, Caller caller, HandOffId id) {
        Actor actor = Parties.require(call.state(), caller, Action.LAPSE);
        HandOff handOff = Custody.read(call.state(), id);
        Offer offer = handOff.offer();
        actor.requireOneOf(Set.of(offer.from(), offer.to()), () -> "hand-off " + id + " is of others");
        HandOffState ended = requireOpen(handOff, HandOffEvent.LAPSE);
        if (handOff.inTransitAt(call.time())) {
            throw new RefusedException(
                    ErrorCode.NOT_LAPSED, "hand-off " + id + " can be answered until " + offer.deadline());
        }
        return end(call, handOff, new Ending(ended, Optional.empty(), Optional.empty(), call.time()));
    }

    /** What one side says to an offer. */
    private record Answer(HandOffEvent event, ClaimantSignature signature, Optional<Part> part) {
        Action action() {
            return switch (event) {
                case ACCEPT, ACCEPT_PART -> Action.ACCEPT;
                case REFUSE -> Action.REFUSE;
                case CANCEL -> Action.CANCEL;
                case LAPSE -> Action.LAPSE;
            };
        }

        Gln side(Offer offer) {
            return event == HandOffEvent.CANCEL ? offer.from() : offer.to();
        }

        byte[] signedBytes(String channel, HandOff handOff, HandOffState ended) {
            return switch (event) {
                case ACCEPT -> handOff.acceptBytes(channel, signature.at());
                case ACCEPT_PART ->
                    handOff.acceptPartBytes(
                            channel,
                            part.orElseThrow().taken().root(),
                            part.orElseThrow().less(),
                            signature.at());
                case REFUSE, CANCEL, LAPSE -> handOff.endBytes(channel, ended, signature.at());
            };
        }
    }

    private static HandOff answer(Call call, Caller caller, Claims claims, HandOffId id, Answer answer) {
        Actor actor = Parties.require(call.state(), caller, answer.action());
        HandOff handOff = Custody.read(call.state(), id);
        Offer offer = handOff.offer();
        actor.requireOwner(
                answer.side(offer),
                () -> "hand-off " + id + " is offered by party " + offer.from() + " to party " + offer.to());
        HandOffState ended = requireOpen(handOff, answer.event());
        Epoch.bind(call);
        call.requireNow(answer.signature().at(), "the answer's time");
        requireTransit(call, handOff, answer.signature().at());
        answer.part().ifPresent(part -> requirePart(call, offer, part, Attempts.untilTheFirstRefusal()));
        ClaimantSignature signature = claims.require(
                answer.signature(),
                answer.signedBytes(call.channel(), handOff, ended),
                actor,
                "the answer to the offer");
        answer.part().ifPresent(part -> {
            Custody.writeAccepted(call.state(), id, part.taken());
            new Shortfall(call, handOff, part, Attempts.untilTheFirstRefusal()).leave();
        });
        return end(
                call,
                handOff,
                new Ending(
                        ended,
                        Optional.of(signature),
                        answer.part().map(Part::taken).map(Consignment::root),
                        answer.part().map(Part::less).orElse(List.of()),
                        call.time()));
    }

    private static void requirePart(Call call, Offer offer, Part part, Attempts attempts) {
        part.taken()
                .strangersTo(Custody.offered(call.state(), offer.id()))
                .forEach(stranger -> attempts.with(stranger, () -> {
                    throw new RefusedException(
                            ErrorCode.NOT_OFFERED, stranger + " was not offered with hand-off " + offer.id());
                }));
        if (part.less().isEmpty() && part.taken().root().equals(offer.goods())) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "what is accepted is the whole of hand-off " + offer.id() + "; accept all of it instead");
        }
    }

    private static HandOff end(Call call, HandOff handOff, Ending ending) {
        HandOff ended = handOff.ended(ending);
        Custody.write(call.state(), ended);
        return ended;
    }

    private static HandOffState requireOpen(HandOff handOff, HandOffEvent event) {
        return HandOffState.MACHINE.next(handOff.state(), event).orElseThrow(() -> switch (handOff.state()) {
            case ACCEPTED, ACCEPTED_IN_PART ->
                new RefusedException(
                        ErrorCode.ALREADY_ACCEPTED,
                        "hand-off " + handOff.offer().id() + " is accepted already");
            case LAPSED -> lapsed(handOff.offer());
            case OFFERED, REFUSED, CANCELLED ->
                new RefusedException(
                        ErrorCode.HAND_OFF_ENDED,
                        "hand-off " + handOff.offer().id() + " is "
                                + handOff.state().wire() + "; ask for a new offer");
        });
    }

    private static void requireReceiver(Call call, Gln to) {
        Party receiver = Parties.requireActive(call.state(), to);
        if (receiver.roles().stream().noneMatch(role -> Action.ACCEPT.permits(role, Action.Whose.OWN))) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING, "party " + to + " has no role in which it could take goods over");
        }
    }

    private static void requireTimes(Call call, SignedOffer signed) {
        Offer offer = signed.offer();
        if (!signed.signature().at().equals(offer.offeredAt())) {
            throw new RefusedException(
                    ErrorCode.SIGNATURE_INVALID,
                    "the offer is of " + offer.offeredAt() + ", its signature says "
                            + signed.signature().at());
        }
        call.requireNow(offer.offeredAt(), "the offer's time");
        if (call.time().isAfter(offer.deadline())) {
            throw new RefusedException(
                    ErrorCode.LAPSED, "hand-off " + offer.id() + " is offered after its deadline " + offer.deadline());
        }
    }

    private static void requireTransit(Call call, HandOff handOff, Instant signedAt) {
        if (!handOff.inTransitAt(call.time()) || !handOff.inTransitAt(signedAt)) {
            throw lapsed(handOff.offer());
        }
    }

    private static RefusedException lapsed(Offer offer) {
        return new RefusedException(
                ErrorCode.LAPSED,
                "hand-off " + offer.id() + " lapsed at " + offer.deadline() + "; ask for a new offer");
    }
}
