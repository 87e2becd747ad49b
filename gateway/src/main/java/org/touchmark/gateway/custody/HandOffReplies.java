package org.touchmark.gateway.custody;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.OperationId;
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
        return accept(receiver, new Registry(receiver.ledger()).handOff(id), idempotencyKey);
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
        HandOff handOff = new Registry(receiver.ledger()).handOff(id);
        Consignment part = goods.consignment(receiver, named);
        if (part.equals(handOff.offer().consignment())) {
            return accept(receiver, handOff, idempotencyKey);
        }
        Instant now = now();
        return once(
                new Asked(
                        receiver,
                        id,
                        idempotencyKey,
                        standing -> standing.offer().to().equals(receiver.gln())
                                && standing.ending().flatMap(Ending::accepted).equals(Optional.of(part))),
                () -> new HandOffLedger(receiver.ledger())
                        .acceptPart(
                                receiver.operation("custody:AcceptPart", idempotencyKey),
                                id,
                                part,
                                receiver.sign(handOff.acceptPartBytes(channel, part, now), now)));
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
        HandOff handOff = new Registry(receiver.ledger()).handOff(id);
        Instant now = now();
        return once(
                new Asked(
                        receiver,
                        id,
                        idempotencyKey,
                        standing -> standing.state() == HandOffState.REFUSED
                                && standing.offer().to().equals(receiver.gln())),
                () -> new HandOffLedger(receiver.ledger())
                        .refuse(
                                receiver.operation("custody:Refuse", idempotencyKey),
                                id,
                                receiver.sign(handOff.endBytes(channel, HandOffState.REFUSED, now), now)));
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
        HandOff handOff = new Registry(sender.ledger()).handOff(id);
        Instant now = now();
        return once(
                new Asked(
                        sender,
                        id,
                        idempotencyKey,
                        standing -> standing.state() == HandOffState.CANCELLED
                                && standing.offer().from().equals(sender.gln())),
                () -> new HandOffLedger(sender.ledger())
                        .cancel(
                                sender.operation("custody:Cancel", idempotencyKey),
                                id,
                                sender.sign(handOff.endBytes(channel, HandOffState.CANCELLED, now), now)));
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
        Instant now = now();
        return once(
                new Asked(
                        receiver,
                        id,
                        idempotencyKey,
                        standing -> standing.state() == HandOffState.ACCEPTED
                                && standing.offer().to().equals(receiver.gln())),
                () -> new HandOffLedger(receiver.ledger())
                        .accept(
                                receiver.operation("custody:Accept", idempotencyKey),
                                id,
                                receiver.sign(handOff.acceptBytes(channel, now), now)));
    }

    /** A request, and how a hand-off looks that it was done to already. */
    private record Asked(Member by, OperationId id, Optional<String> idempotencyKey, Predicate<HandOff> done) {}

    /** The same request, signed at another time, is the same operation with another content. */
    private static HandOff once(Asked asked, Supplier<HandOff> write) {
        try {
            return write.get();
        } catch (RefusedException e) {
            if (asked.idempotencyKey().isPresent() && e.code() == ErrorCode.OPERATION_REUSED) {
                HandOff standing = new Registry(asked.by().ledger()).handOff(asked.id());
                if (asked.done().test(standing)) {
                    return standing;
                }
            }
            throw e;
        }
    }

    private Instant now() {
        // Milliseconds, since the signed bytes hold no more.
        return Instant.ofEpochMilli(clock.millis());
    }
}
