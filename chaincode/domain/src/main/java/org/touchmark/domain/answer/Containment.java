package org.touchmark.domain.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.gs1.Sscc;

/**
 * What is established of a unit that changed hands in containers. Each side signed for a container by its SSCC, and what is
 * in one stands nowhere in that. That the brand packed the unit into it is proved: the entry under the sealed root names the
 * container, and the seal covers the plan. That it was in there still, or was packed by somebody later, is the gateway's word.
 */
final class Containment {
    private Containment() {}

    /** Whether a step of the trail took the unit in a container. */
    static boolean isShown(CustodyView custody) {
        return custody.trail().stream().anyMatch(step -> !step.containers().isEmpty());
    }

    static List<Finding> findings(Inquiry inquiry, BatchHead batch, CustodyView custody) {
        List<Sscc> packed = packedAtBirth(inquiry, batch);
        boolean asPacked = custody.trail().stream().allMatch(step -> isInnerPart(step.containers(), packed));
        List<Finding> findings = new ArrayList<>();
        if (asPacked) {
            findings.add(Finding.proved(
                    ReasonCodes.PACKED, "Its brand signed that it packed this unit " + words(packed) + "."));
        }
        findings.add(Finding.said(
                ReasonCodes.CARRIED,
                "It is with " + custody.custodianName() + ", for it changed hands in containers: "
                        + (asPacked ? "that it was in them still" : "that it was in them")
                        + " is the gateway's word."));
        return findings;
    }

    // The presence proof covers the ordinal; where it does not hold, another check says so.
    private static List<Sscc> packedAtBirth(Inquiry inquiry, BatchHead batch) {
        return batch.terms()
                .plan()
                .flatMap(plan -> inquiry.evidence()
                        .presence()
                        .map(presence -> presence.ordinal().isPresent()
                                ? plan.around(presence.ordinal().getAsInt())
                                : List.<Sscc>of()))
                .orElse(List.of());
    }

    /** A case taken off its pallet later is a part of how the unit was packed, too. */
    private static boolean isInnerPart(List<Sscc> containers, List<Sscc> packed) {
        return containers.size() <= packed.size()
                && packed.subList(0, containers.size()).equals(containers);
    }

    /** Containers in words, the innermost first: "in case A, on pallet B"; empty for none. */
    static String words(List<Sscc> containers) {
        if (containers.size() == 1) {
            return "in container " + containers.get(0);
        }
        return containers.stream()
                .map(sscc -> sscc.equals(containers.get(0))
                        ? "in case " + sscc
                        : sscc.equals(containers.get(containers.size() - 1)) ? "on pallet " + sscc : "in " + sscc)
                .collect(Collectors.joining(", "));
    }
}
