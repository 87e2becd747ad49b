package org.touchmark.gateway.custody;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.ledger.HandOffLedger;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.registration.PresenceProofs;

/** Offers by hosted parties: the sender's signature is made here with that party's key. */
public final class HandOffs {
    private static final Duration DEFAULT_TRANSIT = Duration.ofDays(14);

    private final Goods goods;
    private final PresenceProofs proofs;
    private final String channel;
    private final Clock clock;

    /**
     * Hand-offs on a channel.
     *
     * @param goods tells which things an order names
     * @param proofs that units are registered, which offers bring along
     * @param channel the channel's name, which both sides sign
     * @param clock tells the times that are signed
     */
    public HandOffs(Goods goods, PresenceProofs proofs, String channel, Clock clock) {
        this.goods = goods;
        this.proofs = proofs;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Offers goods.
     *
     * @param sender who hands over
     * @param order what to whom
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same hand-off
     * @return the hand-off with its goods, and what of them is recalled
     * @throws RefusedException what the ledger's rules refuse
     * @throws org.touchmark.gateway.problem.ProblemException naming the things that can't be offered
     */
    public Noted<HandOffReading> offer(Member sender, HandOffOrder order, Optional<String> idempotencyKey) {
        Instant now = now();
        OperationId operation = sender.operation("custody:Offer", idempotencyKey);
        NamedGoods named = goods.named(sender, order.goods());
        Consignment consignment = named.goods();
        Offer offer = new Offer(
                HandOffId.of(sender.gln(), operation),
                sender.gln(),
                order.to(),
                consignment.root(),
                now,
                order.deadline().orElse(now.plus(DEFAULT_TRANSIT)));
        SignedOffer signed = new SignedOffer(offer, consignment, sender.sign(offer.signedBytes(channel), now));
        HandOffLedger ledger = new HandOffLedger(sender.ledger());
        Map<String, byte[]> evidence = proofs.inHandsOf(sender.gln(), consignment);
        HandOffReading offered = named.naming(
                () -> offer(sender, operation, signed, evidence, idempotencyKey.isPresent()),
                () -> ledger.tryOffer(sender.gln(), consignment, evidence));
        List<InputError> notices = new ArrayList<>(named.notices());
        notices.addAll(recalled(ledger, offer.id(), named));
        return new Noted<>(offered, notices);
    }

    private static HandOffReading offer(
            Member sender, OperationId operation, SignedOffer signed, Map<String, byte[]> evidence, boolean isNamed) {
        Registry registry = new Registry(sender.ledger());
        try {
            HandOff offered = registry.offer(operation, signed, evidence);
            return new HandOffReading(offered, signed.consignment(), Optional.empty());
        } catch (RefusedException e) {
            if (isNamed && isRepeat(e)) {
                HandOffReading standing = registry.handOff(signed.offer().id());
                Offer first = standing.handOff().offer();
                if (first.to().equals(signed.offer().to())
                        && first.goods().equals(signed.offer().goods())) {
                    return standing;
                }
            }
            throw e;
        }
    }

    /**
     * A hand-off.
     *
     * @param member who asks
     * @param id its id
     * @return the hand-off with its goods
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public HandOffReading read(Member member, HandOffId id) {
        return new Registry(member.ledger()).handOff(id);
    }

    /** Recalled goods may be sent, since so they come back; their sender is told. The offer stands, whether that is known or not. */
    private static List<InputError> recalled(HandOffLedger ledger, HandOffId id, NamedGoods named) {
        try {
            List<Obstacle> recalled = ledger.recalled(id).stream()
                    .map(thing -> new Obstacle(
                            thing,
                            ErrorCode.STATUS_FORBIDS,
                            thing + " is recalled: it may go back towards its brand, and can't be sold"))
                    .toList();
            return named.errors(recalled).stream()
                    .map(error -> new InputError(
                            error.line(), error.column(), error.value(), error.serial(), "RECALLED", error.message()))
                    .toList();
        } catch (RefusedException | LedgerUnavailableException e) {
            return List.of(new InputError(
                    0, "", "", "RECALLS_UNKNOWN", "whether any of it is recalled could not be asked just now"));
        }
    }

    // The same request, signed at another time, is the same operation with another content.
    private static boolean isRepeat(RefusedException e) {
        return e.code() == ErrorCode.OPERATION_REUSED || e.code() == ErrorCode.HAND_OFF_EXISTS;
    }

    private Instant now() {
        // Milliseconds, since the signed bytes hold no more.
        return Instant.ofEpochMilli(clock.millis());
    }
}
