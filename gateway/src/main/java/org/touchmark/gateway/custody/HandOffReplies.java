package org.touchmark.gateway.custody;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ConsignmentRoot;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.Part;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.gateway.ledger.HandOffLedger;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.RefusalProblems;

/**
 * What hosted parties say to offers: each reply is signed here with that party's key. Every method takes the caller's name
 * for the request, by which the request asked again answers the same, and throws what the ledger's rules refuse. A hand-off is
 * read before it is answered, since the answer signs the offer; what it is of is known from then on.
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
     * @return the hand-off with its goods
     */
    public HandOffReading accept(Member receiver, HandOffId id, Optional<String> idempotencyKey) {
        return accept(receiver, handOff(receiver, id), idempotencyKey);
    }

    /**
     * Accepts a part of what is offered; what is all of it is accepted as such.
     *
     * @param receiver who takes it over
     * @param id the hand-off
     * @param order what arrived, or is wanted
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off with its goods
     */
    public Noted<HandOffReading> acceptPart(
            Member receiver, HandOffId id, GoodsOrder order, Optional<String> idempotencyKey) {
        HandOffReading offered = handOff(receiver, id);
        NamedGoods named = goods.named(receiver, order);
        return acceptPart(receiver, offered, named, Part.of(named.goods()), idempotencyKey);
    }

    /**
     * Accepts what is offered but some of it: things that are offered, and containers inside those.
     *
     * @param receiver who takes the rest over
     * @param id the hand-off
     * @param order what did not arrive, or is not wanted
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off with its goods
     */
    public Noted<HandOffReading> acceptAllBut(
            Member receiver, HandOffId id, GoodsOrder order, Optional<String> idempotencyKey) {
        HandOffReading offered = handOff(receiver, id);
        NamedGoods named = goods.named(receiver, order);
        return acceptPart(receiver, offered, named, allBut(offered, named), idempotencyKey);
    }

    private static Part allBut(HandOffReading offered, NamedGoods named) {
        HandOffId id = offered.handOff().offer().id();
        List<Subject> inside = named.goods().strangersTo(offered.offered());
        List<Obstacle> units = inside.stream()
                .filter(Subject.OfUnit.class::isInstance)
                .map(
                        unit -> new Obstacle(
                                unit,
                                ErrorCode.NOT_OFFERED,
                                unit + " was not offered by itself with hand-off " + id
                                        + "; of what is in a container only inner containers can be left out, so name its case"))
                .toList();
        if (!units.isEmpty()) {
            throw RefusalProblems.of(named.errors(units), named.names().size()).asException();
        }
        Consignment taken = offered.offered()
                .without(named.goods().things())
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "nothing of hand-off " + id + " is left to accept; refuse it instead"));
        return new Part(
                taken,
                inside.stream()
                        .map(Subject.OfContainer.class::cast)
                        .map(Subject.OfContainer::sscc)
                        .toList());
    }

    private Noted<HandOffReading> acceptPart(
            Member receiver, HandOffReading offered, NamedGoods named, Part part, Optional<String> idempotencyKey) {
        HandOffId id = offered.handOff().offer().id();
        if (part.equals(Part.of(offered.offered()))) {
            return new Noted<>(accept(receiver, offered, idempotencyKey), named.notices());
        }
        ConsignmentRoot root = part.taken().root();
        Reply reply = new Reply(
                "custody:AcceptPart",
                Offer::to,
                at -> offered.handOff().acceptPartBytes(channel, root, part.less(), at),
                (ledger, operation, signature) -> ledger.acceptPart(operation, id, part, signature),
                standing -> standing.ending()
                        .filter(end -> end.accepted().equals(Optional.of(root)))
                        .filter(end -> end.less().equals(part.less()))
                        .isPresent());
        HandOffReading accepted = named.naming(
                () -> say(reply, receiver, offered, Optional.of(part.taken()), idempotencyKey),
                () -> new HandOffLedger(receiver.ledger()).tryPart(id, part));
        return new Noted<>(accepted, named.notices());
    }

    /**
     * Refuses what is offered; it is the sender's again.
     *
     * @param receiver to whom it is offered
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off with its goods
     */
    public HandOffReading refuse(Member receiver, HandOffId id, Optional<String> idempotencyKey) {
        Writing writing = (ledger, operation, signature) -> ledger.refuse(operation, id, signature);
        return end("custody:Refuse", HandOffState.REFUSED, Offer::to, writing, receiver, id, idempotencyKey);
    }

    /**
     * Takes an offer back that nobody has answered.
     *
     * @param sender who made it
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off with its goods
     */
    public HandOffReading cancel(Member sender, HandOffId id, Optional<String> idempotencyKey) {
        Writing writing = (ledger, operation, signature) -> ledger.cancel(operation, id, signature);
        return end("custody:Cancel", HandOffState.CANCELLED, Offer::from, writing, sender, id, idempotencyKey);
    }

    /**
     * Notes that an offer's deadline has passed.
     *
     * @param member who offered, or to whom it was offered
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request
     * @return the hand-off with its goods
     */
    public HandOffReading lapse(Member member, HandOffId id, Optional<String> idempotencyKey) {
        HandOffReading offered = handOff(member, id);
        OperationId operation = member.operation("custody:Lapse", idempotencyKey);
        HandOff lapsed = new HandOffLedger(member.ledger()).lapse(operation, id);
        return new HandOffReading(lapsed, offered.offered(), Optional.empty());
    }

    private HandOffReading accept(Member receiver, HandOffReading offered, Optional<String> idempotencyKey) {
        HandOff handOff = offered.handOff();
        Reply reply = new Reply(
                "custody:Accept",
                Offer::to,
                at -> handOff.acceptBytes(channel, at),
                (ledger, operation, signature) ->
                        ledger.accept(operation, handOff.offer().id(), signature),
                standing -> standing.state() == HandOffState.ACCEPTED);
        return say(reply, receiver, offered, Optional.empty(), idempotencyKey);
    }

    /** Ends a hand-off so that the goods are the sender's again. */
    private HandOffReading end(
            String function,
            HandOffState end,
            Function<Offer, Gln> side,
            Writing writing,
            Member member,
            HandOffId id,
            Optional<String> idempotencyKey) {
        HandOffReading offered = handOff(member, id);
        Reply reply = new Reply(
                function,
                side,
                at -> offered.handOff().endBytes(channel, end, at),
                writing,
                standing -> standing.state() == end);
        return say(reply, member, offered, Optional.empty(), idempotencyKey);
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

    /** {@code part} is what is accepted, where it is not all that was offered. */
    private HandOffReading say(
            Reply reply,
            Member member,
            HandOffReading offered,
            Optional<Consignment> part,
            Optional<String> idempotencyKey) {
        // Milliseconds, since the signed bytes hold no more.
        Instant now = Instant.ofEpochMilli(clock.millis());
        OperationId operation = member.operation(reply.function(), idempotencyKey);
        ClaimantSignature signature = member.sign(reply.content().apply(now), now);
        try {
            HandOff written = reply.writing().write(new HandOffLedger(member.ledger()), operation, signature);
            return new HandOffReading(written, offered.offered(), part);
        } catch (RefusedException e) {
            // The same request, signed at another time, is the same operation with another content.
            if (idempotencyKey.isPresent() && e.code() == ErrorCode.OPERATION_REUSED) {
                HandOffReading standing =
                        handOff(member, offered.handOff().offer().id());
                if (reply.isSaid(standing.handOff(), member)) {
                    return standing;
                }
            }
            throw e;
        }
    }

    private static HandOffReading handOff(Member member, HandOffId id) {
        return new Registry(member.ledger()).handOff(id);
    }
}
