package org.touchmark.domain.custody;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** How units change hands: the custodian offers and signs, the receiver accepts and signs. */
public final class CustodyRules {
    private static final List<Role> HANDLERS = List.of(Role.BRAND, Role.DISTRIBUTOR, Role.RETAILER, Role.MARKETPLACE);

    private CustodyRules() {}

    /**
     * Offers units to another party.
     *
     * @throws RefusedException what {@link Parties#require} throws, NOT_CUSTODIAN, HAND_OFF_EXISTS, PARTY_UNKNOWN,
     *     BATCH_UNKNOWN, BATCH_NOT_SEALED, TIME_REVERSED, CLOCK_SKEW, LAPSED, UNIT_UNKNOWN, IN_TRANSIT, SIGNATURE_INVALID
     */
    public static HandOff offer(Call call, Caller caller, Claims claims, SignedOffer signed) {
        Party sender = Parties.require(call.state(), caller, HANDLERS);
        Offer offer = signed.offer();
        if (!sender.gln().equals(offer.from())) {
            throw new RefusedException(
                    ErrorCode.NOT_CUSTODIAN,
                    "party " + sender.gln() + " can't offer in the name of party " + offer.from());
        }
        if (Custody.find(call.state(), offer.id()).isPresent()) {
            throw new RefusedException(ErrorCode.HAND_OFF_EXISTS, "there is a hand-off " + offer.id() + " already");
        }
        requireReceiver(call, offer.to());
        requireTimes(call, signed);
        claims.require(signed.signature(), offer.signedBytes(call.channel()), sender, "the offer");
        requireHeld(call, offer);
        HandOff handOff = new HandOff(offer, signed.signature(), Optional.empty());
        Custody.write(call.state(), handOff);
        writeUnits(call, handOff, offer.from());
        return handOff;
    }

    /**
     * Accepts the units of an offer.
     *
     * @throws RefusedException what {@link Parties#require} throws, HAND_OFF_UNKNOWN, NOT_RECEIVER, ALREADY_ACCEPTED,
     *     TIME_REVERSED, LAPSED, CLOCK_SKEW, SIGNATURE_INVALID
     */
    public static HandOff accept(Call call, Caller caller, Claims claims, OperationId id, ClaimantSignature signature) {
        Party receiver = Parties.require(call.state(), caller, HANDLERS);
        HandOff handOff = Custody.read(call.state(), id);
        if (!receiver.gln().equals(handOff.offer().to())) {
            throw new RefusedException(
                    ErrorCode.NOT_RECEIVER,
                    "hand-off " + id + " is offered to party " + handOff.offer().to() + ", not to " + receiver.gln());
        }
        if (handOff.state() == HandOffState.ACCEPTED) {
            throw new RefusedException(ErrorCode.ALREADY_ACCEPTED, "hand-off " + id + " is accepted already");
        }
        call.requireNotBefore(handOff.offer().offeredAt(), "the offer");
        call.requireNow(signature.at(), "the acceptance's time");
        requireTransit(call, handOff, signature.at());
        claims.require(signature, handOff.acceptBytes(call.channel(), signature.at()), receiver, "the acceptance");
        HandOff accepted = handOff.accepted(signature);
        Custody.write(call.state(), accepted);
        writeUnits(call, accepted, receiver.gln());
        return accepted;
    }

    private static void requireReceiver(Call call, Gln to) {
        Party receiver = Parties.read(call.state(), to).party();
        if (receiver.roles().stream().noneMatch(HANDLERS::contains)) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING, "party " + to + " has no role in which it could take units over");
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

    private static void requireHeld(Call call, Offer offer) {
        Consignment consignment = offer.consignment();
        BatchHead head = Batches.read(call.state(), consignment.gtin(), consignment.lot());
        if (head.state() != BatchState.SEALED) {
            throw new RefusedException(
                    ErrorCode.BATCH_NOT_SEALED,
                    "the batch of GTIN " + consignment.gtin() + " with lot " + consignment.lot()
                            + " is not sealed; its units can't change hands");
        }
        Map<Integer, Optional<Page>> pages = new HashMap<>();
        Map<OperationId, HandOff> handOffs = new HashMap<>();
        for (UnitDigest unit : consignment.units()) {
            int number = head.layout().pageOf(unit);
            boolean registered = pages.computeIfAbsent(number, n -> Batches.page(call.state(), head.terms(), n))
                    .filter(page -> page.indexOf(unit).isPresent())
                    .isPresent();
            if (!registered) {
                throw new RefusedException(
                        ErrorCode.UNIT_UNKNOWN,
                        "unit " + unit + " is not in the batch of GTIN " + consignment.gtin() + " with lot "
                                + consignment.lot());
            }
            requireHeld(call, offer.from(), head, unit, handOffs);
        }
    }

    private static void requireHeld(
            Call call, Gln sender, BatchHead head, UnitDigest unit, Map<OperationId, HandOff> handOffs) {
        Optional<UnitState> state = Custody.unit(call.state(), unit);
        Gln custodian = state.map(UnitState::custodian).orElse(head.brand());
        if (!custodian.equals(sender)) {
            throw new RefusedException(
                    ErrorCode.NOT_CUSTODIAN,
                    "unit " + unit + " is with party " + custodian + ", so party " + sender + " can't hand it over");
        }
        if (state.isEmpty()) {
            return;
        }
        call.requireNotBefore(state.get().at(), "the unit's last hand-off");
        if (!state.get().inTransit()) {
            return;
        }
        HandOff last = handOffs.computeIfAbsent(state.get().handOff(), id -> Custody.read(call.state(), id));
        if (last.inTransitAt(call.time())) {
            throw new RefusedException(
                    ErrorCode.IN_TRANSIT,
                    "unit " + unit + " is in transit to party " + last.offer().to() + " until "
                            + last.offer().deadline());
        }
    }

    private static void requireTransit(Call call, HandOff handOff, Instant signedAt) {
        Offer offer = handOff.offer();
        // A lapsed offer's units may be offered anew, and then are no longer this hand-off's.
        boolean superseded = offer.consignment().units().stream()
                .map(unit -> Custody.unit(call.state(), unit))
                .flatMap(Optional::stream)
                .anyMatch(unit -> !unit.handOff().equals(offer.id()));
        if (superseded || !handOff.inTransitAt(call.time()) || !handOff.inTransitAt(signedAt)) {
            throw new RefusedException(
                    ErrorCode.LAPSED,
                    "hand-off " + offer.id() + " lapsed at " + offer.deadline() + "; ask for a new offer");
        }
    }

    private static void writeUnits(Call call, HandOff handOff, Gln custodian) {
        Consignment consignment = handOff.offer().consignment();
        UnitState state = new UnitState(
                consignment.gtin(),
                consignment.lot(),
                custodian,
                handOff.offer().id(),
                handOff.state() == HandOffState.OFFERED,
                call.time());
        consignment.units().forEach(unit -> Custody.write(call.state(), unit, state));
    }
}
