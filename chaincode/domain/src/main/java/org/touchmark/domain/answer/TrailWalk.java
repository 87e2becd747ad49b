package org.touchmark.domain.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/**
 * A trail, walked once: for each event, who held the unit and what was reported before it. Nothing is checked here.
 *
 * @param unit the unit whose trail it should be
 * @param places one for each event, in their order
 * @param holder who holds the unit at the end; empty where the trail does not say
 */
record TrailWalk(Subject.OfUnit unit, List<Place> places, Optional<Gln> holder) {
    TrailWalk {
        places = List.copyOf(places);
    }

    /**
     * Where an event stands.
     *
     * @param holder who held the unit before it; empty where hand-offs before are not shown
     * @param told what the trail reports before it
     */
    record Place(TrailEvent event, Optional<Gln> holder, List<Reported> told) {
        Place {
            told = List.copyOf(told);
        }

        /** What was reported before it; of its batch nothing was, since no order with that is known. */
        List<Reported> before() {
            return told.stream()
                    .filter(report -> !(report.subject() instanceof Subject.OfBatch))
                    .toList();
        }
    }

    static TrailWalk of(Inquiry inquiry, BatchHead batch) {
        UnitDigest digest = UnitDigest.of(inquiry.link().unit(), inquiry.link().secret());
        Optional<Gln> holder =
                inquiry.evidence().trail().earlier() == 0 ? Optional.of(batch.brand()) : Optional.empty();
        List<Place> places = new ArrayList<>();
        List<Reported> told = new ArrayList<>();
        for (TrailEvent event : inquiry.evidence().trail().events()) {
            places.add(new Place(event, holder, told));
            if (event instanceof TrailEvent.Step step) {
                holder = Optional.of(step.holder());
            } else if (event instanceof TrailEvent.Report report) {
                told.add(report.report());
            }
        }
        return new TrailWalk(
                new Subject.OfUnit(batch.terms().gtin(), batch.terms().lot(), digest), places, holder);
    }

    /** The containers that the unit was packed into at birth, the innermost first, by the presence proof and the sealed plan. */
    static List<Sscc> packedAtBirth(Inquiry inquiry, BatchHead batch) {
        // The presence proof covers the ordinal; where it does not hold, another check says so.
        return batch.terms()
                .plan()
                .flatMap(plan -> inquiry.evidence()
                        .presence()
                        .map(presence -> presence.ordinal().isPresent()
                                ? plan.around(presence.ordinal().getAsInt())
                                : List.<Sscc>of()))
                .orElse(List.of());
    }
}
