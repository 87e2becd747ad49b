package org.touchmark.domain.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.custody.Course;
import org.touchmark.domain.custody.Ending;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffState;
import org.touchmark.domain.custody.Offer;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.trust.ClaimantSignature;

/** Whether every hand-off was signed by both sides, and the trail leads from the brand to the custodian shown. */
final class CustodyCheck implements Check {
    /**
     * What follows in the ledger's order was endorsed later, however the clocks of both stood: each may be off by as much as
     * the ledger allows between a claim, its transaction and an endorser.
     */
    static final Duration TOLERANCE = SignerCheck.AHEAD.multipliedBy(2);

    private final SignerCheck signers;

    CustodyCheck(SignerCheck signers) {
        this.signers = signers;
    }

    @Override
    public List<Finding> findings(Inquiry inquiry) {
        Optional<CustodyView> custody = inquiry.evidence().custody();
        boolean shown =
                custody.isPresent() || !inquiry.evidence().trail().steps().isEmpty();
        Optional<BatchHead> batch = inquiry.sealedBatch();
        if (!shown) {
            return List.of();
        }
        if (batch.isEmpty() || custody.isEmpty()) {
            return List.of(Finding.contradicted(
                    ReasonCode.CUSTODY_MISMATCH,
                    "The evidence shows hand-offs of a unit that is not registered, or that nobody holds."));
        }
        TrailWalk walk = TrailWalk.of(inquiry, batch.get());
        try {
            requireSteps(inquiry, walk);
        } catch (RefusedException e) {
            return List.of(
                    Finding.contradicted(ReasonCode.HAND_OFF_INVALID, "A hand-off does not hold: " + e.prose() + "."));
        }
        return leads(inquiry, walk, custody.get())
                ? holds(inquiry, batch.get(), custody.get())
                : List.of(Finding.contradicted(
                        ReasonCode.CUSTODY_MISMATCH,
                        "The signed hand-offs do not lead to the custodian that is shown."));
    }

    private static boolean leads(Inquiry inquiry, TrailWalk walk, CustodyView custody) {
        List<TrailEvent.Step> steps = inquiry.evidence().trail().steps();
        boolean waits = !steps.isEmpty() && isOpen(steps.get(steps.size() - 1));
        return walk.holder().filter(custody.custodian()::equals).isPresent() && waits == custody.inTransit();
    }

    private static boolean isOpen(TrailEvent.Step step) {
        return step.handOff().state() == HandOffState.OFFERED;
    }

    private void requireSteps(Inquiry inquiry, TrailWalk walk) {
        requireWhole(inquiry.evidence().trail());
        Instant since = Instant.MIN;
        for (int i = 0; i < walk.places().size(); i++) {
            TrailWalk.Place place = walk.places().get(i);
            if (place.event() instanceof TrailEvent.Step step) {
                requirePlace(walk, place, step, since, i == walk.places().size() - 1);
                requireSignatures(inquiry, step.handOff());
                since = signedLast(step.handOff());
            }
        }
    }

    /** Hand-offs are left out only where there are more than a trail has room for, and none is there twice. */
    private static void requireWhole(Trail trail) {
        long different = trail.steps().stream()
                .map(step -> step.handOff().offer().id())
                .distinct()
                .count();
        if (different != trail.steps().size()) {
            throw SignerCheck.invalid("one is shown twice");
        }
        if (trail.earlier() > 0 && trail.steps().size() != Course.MAX_KEPT) {
            throw SignerCheck.invalid("some are left out, though there is room for them");
        }
    }

    private static void requirePlace(
            TrailWalk walk, TrailWalk.Place place, TrailEvent.Step step, Instant since, boolean last) {
        Offer offer = step.handOff().offer();
        require(step.handOff().state().isAccepted() || (isOpen(step) && last), offer, "it took nothing along");
        require(!offer.offeredAt().plus(TOLERANCE).isBefore(since), offer, "it is from before the one before it");
        Gln holder = place.holder().orElse(offer.from());
        require(offer.from().equals(holder), offer, "its sender " + offer.from() + " did not hold the unit");
        require(step.isOf(step.thing(walk.unit())), offer, "it is of other units");
    }

    private static Instant signedLast(HandOff handOff) {
        return handOff.ending()
                .flatMap(Ending::signature)
                .map(ClaimantSignature::at)
                .orElse(handOff.offer().offeredAt());
    }

    private static List<Finding> holds(Inquiry inquiry, BatchHead batch, CustodyView custody) {
        List<Finding> findings = new ArrayList<>();
        Evidence evidence = inquiry.evidence();
        String custodian = named(evidence, custody.custodian());
        if (evidence.trail().steps().stream().allMatch(CustodyCheck::isOpen)) {
            findings.add(Finding.said(
                    ReasonCode.WITH_BRAND, "No accepted hand-off of this unit is known; it is with its brand."));
            if (Containment.isShown(evidence)) {
                findings.addAll(Containment.packed(inquiry, batch));
            }
        } else if (Containment.isShown(evidence)) {
            findings.add(Finding.proved(ReasonCode.CUSTODY_SIGNED, "Both sides signed each hand-off."));
            findings.addAll(Containment.carried(inquiry, batch, Containment.with(evidence, custodian)));
        } else {
            findings.add(Finding.proved(
                    ReasonCode.CUSTODY_SIGNED,
                    "Both sides signed each hand-off; " + Containment.with(evidence, custodian) + "."));
        }
        if (evidence.trail().earlier() > 0) {
            findings.add(Finding.said(
                    ReasonCode.EARLIER_HAND_OFFS,
                    "Hand-offs before these are not shown, " + evidence.trail().earlier() + " at most."));
        }
        if (custody.inTransit()) {
            List<TrailEvent.Step> steps = evidence.trail().steps();
            findings.add(inTransit(inquiry, steps.get(steps.size() - 1)));
        }
        return findings;
    }

    private static Finding inTransit(Inquiry inquiry, TrailEvent.Step last) {
        Offer offer = last.handOff().offer();
        String to = named(inquiry.evidence(), offer.to());
        String text = last.handOff().inTransitAt(inquiry.now())
                ? "It is offered to " + to + ": in transit, as no answer is shown."
                : "It was offered to " + to + ", and no answer in time is shown.";
        return last.containers().isEmpty()
                ? Finding.proved(ReasonCode.IN_TRANSIT, text)
                : Finding.said(ReasonCode.IN_TRANSIT, text);
    }

    /** A name is the gateway's word; the identifier is what was signed. */
    private static String named(Evidence evidence, Gln gln) {
        return evidence.nameOf(gln) + " (" + gln + ")";
    }

    private void requireSignatures(Inquiry inquiry, HandOff handOff) {
        Offer offer = handOff.offer();
        require(
                handOff.signature().at().equals(offer.offeredAt()),
                offer,
                "its signature says another time than the offer");
        signers.require(
                        inquiry,
                        handOff.signature(),
                        offer.signedBytes(inquiry.roots().channel()),
                        offer.from(),
                        offer.offeredAt())
                .require(Action.OFFER);
        handOff.ending().ifPresent(ending -> requireAcceptance(inquiry, handOff, ending));
    }

    private void requireAcceptance(Inquiry inquiry, HandOff handOff, Ending ending) {
        Offer offer = handOff.offer();
        ClaimantSignature by = ending.signature().orElseThrow();
        require(!by.at().isAfter(offer.deadline()), offer, "it was answered after its deadline");
        require(!by.at().plus(TOLERANCE).isBefore(offer.offeredAt()), offer, "it was answered before it was offered");
        signers.require(inquiry, by, signedBytes(inquiry.roots().channel(), handOff, ending, by), offer.to(), by.at())
                .require(Action.ACCEPT);
    }

    private static byte[] signedBytes(String channel, HandOff handOff, Ending ending, ClaimantSignature by) {
        return ending.accepted()
                .map(part -> handOff.acceptPartBytes(channel, part, ending.less(), by.at()))
                .orElseGet(() -> handOff.acceptBytes(channel, by.at()));
    }

    private static void require(boolean holds, Offer offer, String otherwise) {
        if (!holds) {
            throw SignerCheck.invalid("hand-off " + offer.id() + ": " + otherwise);
        }
    }
}
