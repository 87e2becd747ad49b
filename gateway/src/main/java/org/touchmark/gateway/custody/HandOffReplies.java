package org.touchmark.gateway.custody;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.gateway.ledger.HandOffLedger;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;

/**
 * What hosted parties say to offers: each reply is signed here with that party's key. Every method takes the caller's name
 * for the request, by which the request asked again answers the same, and throws what the ledger's rules refuse.
 */
public final class HandOffReplies {
    private final Goods goods;
    private final String channel;
    private final Clock clock;

    /**
     * Replies on a channel.
     *
     * @param goods tells which things a part names
     * @param channel the channel's name, which is signed
     * @param clock tells the times that are signed
     */
    public HandOffReplies(Goods goods, String channel, Clock clock) {
        this.goods = goods;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Accepts all that is offered.
     *
     * @param receiver who takes it over
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off
     */
    public HandOff accept(Member receiver, OperationId id, Optional<String> idempotencyKey) {
        return accept(receiver, handOff(receiver, id), idempotencyKey);
    }

    /**
     * Accepts a part of what is offered; what is all of it is accepted as such.
     *
     * @param receiver who takes it over
     * @param id the hand-off
     * @param named what arrived, or is wanted
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off
     */
    public HandOff acceptPart(Member receiver, OperationId id, GoodsOrder named, Optional<String> idempotencyKey) {
        HandOff handOff = handOff(receiver, id);
        Consignment part = goods.consignment(receiver, named);
        if (part.equals(handOff.offer().consignment())) {
            return accept(receiver, handOff, idempotencyKey);
        }
        return say(
                new Reply(
                        "custody:AcceptPart",
                        Offer::to,
                        at -> handOff.acceptPartBytes(channel, part, at),
                        (ledger, operation, signature) -> ledger.acceptPart(operation, id, part, signature),
                        standing -> standing.ending().flatMap(Ending::accepted).equals(Optional.of(part))),
                receiver,
                id,
                idempotencyKey);
    }

    /**
     * Refuses what is offered; it is the sender's again.
     *
     * @param receiver to whom it is offered
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off
     */
    public HandOff refuse(Member receiver, OperationId id, Optional<String> idempotencyKey) {
        HandOff handOff = handOff(receiver, id);
        return say(
                new Reply(
                        "custody:Refuse",
                        Offer::to,
                        at -> handOff.endBytes(channel, HandOffState.REFUSED, at),
                        (ledger, operation, signature) -> ledger.refuse(operation, id, signature),
                        standing -> standing.state() == HandOffState.REFUSED),
                receiver,
                id,
                idempotencyKey);
    }

    /**
     * Takes an offer back that nobody has answered.
     *
     * @param sender who made it
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off
     */
    public HandOff cancel(Member sender, OperationId id, Optional<String> idempotencyKey) {
        HandOff handOff = handOff(sender, id);
        return say(
                new Reply(
                        "custody:Cancel",
                        Offer::from,
                        at -> handOff.endBytes(channel, HandOffState.CANCELLED, at),
                        (ledger, operation, signature) -> ledger.cancel(operation, id, signature),
                        standing -> standing.state() == HandOffState.CANCELLED),
                sender,
                id,
                idempotencyKey);
    }

    /**
     * Notes that an offer's deadline has passed.
     *
     * @param member any party
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off
     */
    public HandOff lapse(Member member, OperationId id, Optional<String> idempotencyKey) {
        return new HandOffLedger(member.ledger()).lapse(member.operation("custody:Lapse", idempotencyKey), id);
    }

    private HandOff accept(Member receiver, HandOff handOff, Optional<String> idempotencyKey) {
        OperationId id = handOff.offer().id();
        return say(
                new Reply(
                        "custody:Accept",
                        Offer::to,
                        at -> handOff.acceptBytes(channel, at),
                        (ledger, operation, signature) -> ledger.accept(operation, id, signature),
                        standing -> standing.state() == HandOffState.ACCEPTED),
                receiver,
                id,
                idempotencyKey);
    }

    /**
     * What a party says to an offer.
     *
     * @param function the contract's function
     * @param side whose word it is
     * @param content what is signed, by the time at which it is
     * @param writing puts it on the ledger
     * @param said whether a hand-off stands as if it had been said already
     */
    private record Reply(
            String function,
            Function<Offer, Gln> side,
            Function<Instant, byte[]> content,
            Writing writing,
            Predicate<HandOff> said) {

        boolean isSaid(HandOff standing, Member by) {
            return said.test(standing) && side.apply(standing.offer()).equals(by.gln());
        }
    }

    private interface Writing {
        HandOff write(HandOffLedger ledger, OperationId operation, ClaimantSignature signature);
    }

    private HandOff say(Reply reply, Member member, OperationId id, Optional<String> idempotencyKey) {
        // Milliseconds, since the signed bytes hold no more.
        Instant now = Instant.ofEpochMilli(clock.millis());
        OperationId operation = member.operation(reply.function(), idempotencyKey);
        ClaimantSignature signature = member.sign(reply.content().apply(now), now);
        try {
            return reply.writing().write(new HandOffLedger(member.ledger()), operation, signature);
        } catch (RefusedException e) {
            // The same request, signed at another time, is the same operation with another content.
            if (idempotencyKey.isPresent() && e.code() == ErrorCode.OPERATION_REUSED) {
                HandOff standing = handOff(member, id);
                if (reply.isSaid(standing, member)) {
                    return standing;
                }
            }
            throw e;
        }
    }

    private static HandOff handOff(Member member, OperationId id) {
        return new Registry(member.ledger()).handOff(id);
    }
}
