package org.touchmark.gateway.custody;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.OperationIds;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.InputError;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.registration.PresenceProofs;

/** Hand-offs by hosted parties: each side's signature is made here with that party's key. */
public final class HandOffs {
    private static final Duration DEFAULT_TRANSIT = Duration.ofDays(14);

    private final BatchFolders folders;
    private final PresenceProofs proofs;
    private final String channel;
    private final Clock clock;

    /**
     * Hand-offs on a channel.
     *
     * @param folders where the brands' lists of serials are kept
     * @param channel the channel's name, which both sides sign
     * @param clock tells the times that are signed
     */
    public HandOffs(BatchFolders folders, String channel, Clock clock) {
        this.folders = folders;
        this.proofs = new PresenceProofs(folders);
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Offers units.
     *
     * @param sender who hands over
     * @param order what to whom
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same hand-off
     * @return the hand-off
     * @throws RefusedException what the ledger's rules refuse
     */
    public HandOff offer(Member sender, HandOffOrder order, Optional<String> idempotencyKey) {
        Instant now = now();
        OperationId id = operation("custody:Offer", sender, idempotencyKey);
        Offer offer = new Offer(
                id,
                sender.gln(),
                order.to(),
                Consignment.of(order.gtin(), order.lot(), digests(sender, order)),
                now,
                order.deadline().orElse(now.plus(DEFAULT_TRANSIT)));
        SignedOffer signed = new SignedOffer(offer, sender.sign(offer.signedBytes(channel), now));
        Registry registry = new Registry(sender.ledger());
        try {
            return registry.offer(signed, proofs.of(sender.gln(), offer.consignment()));
        } catch (RefusedException e) {
            if (idempotencyKey.isPresent() && isRepeat(e)) {
                HandOff standing = registry.handOff(id);
                if (standing.offer().to().equals(offer.to())
                        && standing.offer().consignment().equals(offer.consignment())) {
                    return standing;
                }
            }
            throw e;
        }
    }

    /**
     * Accepts units.
     *
     * @param receiver who takes them over
     * @param id the hand-off
     * @param idempotencyKey the caller's name for the request: asked again, it answers the same
     * @return the hand-off
     * @throws RefusedException what the ledger's rules refuse
     */
    public HandOff accept(Member receiver, OperationId id, Optional<String> idempotencyKey) {
        Registry registry = new Registry(receiver.ledger());
        HandOff handOff = registry.handOff(id);
        Instant now = now();
        OperationId operation = operation("custody:Accept", receiver, idempotencyKey);
        try {
            return registry.accept(operation, id, receiver.sign(handOff.acceptBytes(channel, now), now));
        } catch (RefusedException e) {
            if (idempotencyKey.isPresent() && e.code() == ErrorCode.OPERATION_REUSED) {
                HandOff standing = registry.handOff(id);
                if (standing.state() == HandOffState.ACCEPTED
                        && standing.offer().to().equals(receiver.gln())) {
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
     * @return the hand-off
     * @throws RefusedException HAND_OFF_UNKNOWN
     */
    public HandOff read(Member member, OperationId id) {
        return new Registry(member.ledger()).handOff(id);
    }

    // The same request, signed at another time, is the same operation with another content.
    private static boolean isRepeat(RefusedException e) {
        return e.code() == ErrorCode.OPERATION_REUSED || e.code() == ErrorCode.HAND_OFF_EXISTS;
    }

    private static OperationId operation(String function, Member member, Optional<String> idempotencyKey) {
        return new OperationId(idempotencyKey
                .map(key -> OperationIds.ofKey(function, member.gln() + "/" + key))
                .orElseGet(OperationIds::random));
    }

    private List<UnitDigest> digests(Member sender, HandOffOrder order) {
        if (order.units() instanceof HandOffOrder.Links links) {
            return scanned(order, links.links());
        }
        if (order.units() instanceof HandOffOrder.Received received) {
            return received(sender, order, received.handOff());
        }
        KeptBatch batch = folders.find(order.gtin(), order.lot())
                .filter(kept -> kept.brand().equals(sender.gln()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        "GTIN " + order.gtin() + " lot " + order.lot()
                                + ": only the gateway of the brand that registered it knows its serials; name the units"
                                + " by their labels' links, or by the hand-off that brought them"));
        if (order.units() instanceof HandOffOrder.Serials serials) {
            return serials.serials().stream().map(batch::digest).toList();
        }
        if (batch.terms().count() > Consignment.MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_UNITS,
                    "the batch has " + batch.terms().count() + " units, a hand-off takes at most "
                            + Consignment.MAX_UNITS + "; name serials");
        }
        try (Stream<SerialNumber> serials = folders.serials(batch)) {
            return serials.map(batch::digest).toList();
        }
    }

    private static List<UnitDigest> scanned(HandOffOrder order, List<String> links) {
        List<UnitDigest> digests = new ArrayList<>();
        List<InputError> errors = new ArrayList<>();
        for (String link : links) {
            int position = digests.size() + errors.size() + 1;
            try {
                DigitalLink label = DigitalLink.parse(link);
                if (label.gtin().equals(order.gtin())
                        && (label.lot() == null || label.lot().equals(order.lot()))) {
                    digests.add(UnitDigest.of(label.unit(), label.secret()));
                } else {
                    String rule =
                            "the label is of GTIN " + label.gtin() + (label.lot() == null ? "" : " lot " + label.lot())
                                    + ", the hand-off of GTIN " + order.gtin() + " lot " + order.lot();
                    errors.add(new InputError(position, "links", link, "ARGUMENT_INVALID", rule));
                }
            } catch (MalformedCodeException e) {
                String rule = "character " + e.position() + ": " + e.reason();
                errors.add(new InputError(position, "links", link, "CODE_MALFORMED", rule));
            }
        }
        if (!errors.isEmpty()) {
            throw Problems.unprocessable(
                            "INPUT_INVALID",
                            errors.size() + " of " + links.size() + " links can't be used; the first is at position "
                                    + errors.get(0).line() + ": "
                                    + errors.get(0).message())
                    .withErrors(errors, errors.size())
                    .asException();
        }
        return digests;
    }

    private List<UnitDigest> received(Member sender, HandOffOrder order, OperationId id) {
        HandOff handOff = read(sender, id);
        List<UnitDigest> units = handOff.offer().consignment().groups().stream()
                .filter(group ->
                        group.gtin().equals(order.gtin()) && group.lot().equals(order.lot()))
                .flatMap(group -> group.units().stream())
                .filter(unit -> handOff.holderOf(unit).equals(sender.gln()))
                .toList();
        if (!handOff.offer().to().equals(sender.gln()) || units.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.NOT_CUSTODIAN,
                    "hand-off " + id + " brought " + sender + " no units of GTIN " + order.gtin() + " lot "
                            + order.lot());
        }
        return units;
    }

    private Instant now() {
        // Milliseconds, since the signed bytes hold no more.
        return Instant.ofEpochMilli(clock.millis());
    }
}
