package org.touchmark.domain.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/** Whether every hand-off was signed by both sides, and the trail leads from the brand to the custodian shown. */
final class CustodyCheck implements Check {
    /** Two honest clocks, each as far off as the ledger allows. */
    private static final Duration TOLERANCE = Call.MAX_SKEW.multipliedBy(2);

    private final SignerCheck signers;

    CustodyCheck(SignerCheck signers) {
        this.signers = signers;
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        Optional<CustodyView> custody = inquiry.evidence().custody();
        if (custody.isEmpty()) {
            return List.of();
        }
        Optional<BatchHead> batch = inquiry.sealedBatch();
        if (batch.isEmpty()) {
            return List.of(Finding.contradicted(
                    ReasonCodes.CUSTODY_MISMATCH, "The evidence shows hand-offs of a unit that is not registered."));
        }
        try {
            return walk(inquiry, batch.get(), custody.get());
        } catch (RefusedException e) {
            return List.of(
                    Finding.contradicted(ReasonCodes.HAND_OFF_INVALID, "A hand-off does not hold: " + e.prose() + "."));
        }
    }

    private List<Finding> walk(Inquiry inquiry, BatchHead batch, CustodyView custody) {
        Gln holder = batch.brand();
        boolean inTransit = false;
        Instant since = batch.sealedAt().orElse(batch.openedAt());
        for (CustodyView.Step step : custody.trail()) {
            HandOff handOff = step.handOff();
            Offer offer = handOff.offer();
            // An offer that lapsed left the units where they were; a later one may only follow its deadline.
            require(
                    !inTransit && !offer.offeredAt().plus(TOLERANCE).isBefore(since),
                    offer,
                    "it overlaps with the one before it");
            require(offer.from().equals(holder), offer, "its sender " + offer.from() + " did not hold the unit");
            UnitDigest digest =
                    UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
            requireUnit(batch, step, digest);
            requireSignatures(inquiry, handOff);
            holder = step.via().map(handOff::holderOf).orElseGet(() -> handOff.holderOf(digest));
            since = handOff.ending()
                    .flatMap(Ending::signature)
                    .map(ClaimantSignature::at)
                    .orElse(offer.deadline());
            inTransit = handOff.inTransitAt(inquiry.now());
        }
        if (!holder.equals(custody.custodian()) || inTransit != custody.inTransit()) {
            return List.of(Finding.contradicted(
                    ReasonCodes.CUSTODY_MISMATCH, "The signed hand-offs do not lead to the custodian that is shown."));
        }
        return holds(inquiry, batch, custody);
    }

    private static List<Finding> holds(Inquiry inquiry, BatchHead batch, CustodyView custody) {
        List<Finding> findings = new ArrayList<>();
        if (custody.trail().isEmpty()) {
            findings.add(
                    Finding.said(ReasonCodes.WITH_BRAND, "No hand-off of this unit is known; it is with its brand."));
        } else if (Containment.isShown(custody)) {
            findings.add(Finding.proved(ReasonCodes.CUSTODY_SIGNED, "Both sides signed each hand-off."));
            findings.addAll(Containment.findings(inquiry, batch, custody));
        } else {
            findings.add(Finding.proved(
                    ReasonCodes.CUSTODY_SIGNED,
                    "Both sides signed each hand-off; it is with " + custody.custodianName() + "."));
        }
        if (custody.inTransit()) {
            findings.add(inTransit(custody.trail().get(custody.trail().size() - 1)));
        }
        return findings;
    }

    private static Finding inTransit(CustodyView.Step last) {
        String text = "It is in transit to " + last.toName() + ", who has not accepted it yet.";
        return last.containers().isEmpty()
                ? Finding.proved(ReasonCodes.IN_TRANSIT, text)
                : Finding.said(ReasonCodes.IN_TRANSIT, text);
    }

    private static void requireUnit(BatchHead batch, CustodyView.Step step, UnitDigest digest) {
        HandOff handOff = step.handOff();
        boolean same = step.via()
                .map(handOff::includes)
                .orElseGet(() -> handOff.offer().consignment().groups().stream()
                        .anyMatch(group -> group.gtin().equals(batch.terms().gtin())
                                && group.lot().equals(batch.terms().lot())
                                && group.units().contains(digest)));
        require(same, handOff.offer(), "it is of other units");
    }

    private void requireSignatures(Inquiry inquiry, HandOff handOff) {
        Offer offer = handOff.offer();
        String channel = inquiry.roots().channel();
        require(
                handOff.signature().at().equals(offer.offeredAt()),
                offer,
                "its signature says another time than the offer");
        signers.require(inquiry, handOff.signature(), offer.signedBytes(channel), offer.from(), offer.offeredAt());
        handOff.ending().ifPresent(ending -> requireEnding(inquiry, handOff, ending));
    }

    private void requireEnding(Inquiry inquiry, HandOff handOff, Ending ending) {
        Offer offer = handOff.offer();
        if (ending.signature().isEmpty()) {
            require(inquiry.now().isAfter(offer.deadline()), offer, "it is shown lapsed before its deadline");
            return;
        }
        ClaimantSignature by = ending.signature().get();
        require(!by.at().isAfter(offer.deadline()), offer, "it was answered after its deadline");
        ending.accepted()
                .ifPresent(part ->
                        require(part.isPartOf(offer.consignment()), offer, "what was accepted is no part of it"));
        boolean cancelled = ending.state() == HandOffState.CANCELLED;
        signers.require(
                inquiry,
                by,
                signedBytes(inquiry.roots().channel(), handOff, ending, by),
                cancelled ? offer.from() : offer.to(),
                by.at());
    }

    private static byte[] signedBytes(String channel, HandOff handOff, Ending ending, ClaimantSignature by) {
        return switch (ending.state()) {
            case ACCEPTED -> handOff.acceptBytes(channel, by.at());
            case ACCEPTED_IN_PART ->
                handOff.acceptPartBytes(channel, ending.accepted().orElseThrow(), by.at());
            case REFUSED, CANCELLED, LAPSED, OFFERED -> handOff.endBytes(channel, ending.state(), by.at());
        };
    }

    private static void require(boolean holds, Offer offer, String otherwise) {
        if (!holds) {
            throw new RefusedException(ErrorCode.SIGNATURE_INVALID, "hand-off " + offer.id() + ": " + otherwise);
        }
    }
}
