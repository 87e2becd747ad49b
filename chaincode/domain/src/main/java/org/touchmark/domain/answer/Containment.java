package org.touchmark.domain.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.gs1.Sscc;

/**
 * What is established of a unit that changed hands in containers. Each side signed for a container by its SSCC, and what is
 * in one stands nowhere in that. That the brand packed the unit into it is proved: the entry under the sealed root names the
 * container, and the seal covers the plan. That it was in there still, or was packed by somebody later, is the gateway's word.
 */
public final class Containment {
    private Containment() {}

    /** Whether a step of the trail took the unit in a container. */
    static boolean isShown(Evidence evidence) {
        return evidence.trail().steps().stream()
                .anyMatch(step -> !step.containers().isEmpty());
    }

    /** That the brand packed the unit into what the hand-offs name; none where they name anything else. */
    static List<Finding> packed(Inquiry inquiry, BatchHead batch) {
        List<Sscc> packed = TrailWalk.packedAtBirth(inquiry, batch);
        boolean asPacked =
                inquiry.evidence().trail().steps().stream().allMatch(step -> isInnerPart(step.containers(), packed));
        return asPacked
                ? List.of(Finding.proved(
                        ReasonCode.PACKED, "Its brand signed that it packed this unit " + words(packed) + "."))
                : List.of();
    }

    /** Who has it, in a sentence: what is sold, destroyed or taken out of the market is with no party any more. */
    static String with(Evidence evidence, String custodian) {
        return switch (evidence.trail().life()) {
            case ACTIVE, EXPORTED, SAMPLE -> "it is with " + custodian;
            case SOLD, DECOMMISSIONED, DESTROYED -> "it was last with " + custodian;
        };
    }

    /** That it changed hands in them; {@code with} says who has it. */
    static List<Finding> carried(Inquiry inquiry, BatchHead batch, String with) {
        List<Finding> findings = new ArrayList<>(packed(inquiry, batch));
        findings.add(Finding.said(
                ReasonCode.CARRIED,
                with.substring(0, 1).toUpperCase(Locale.ROOT) + with.substring(1)
                        + ", for it changed hands in containers: "
                        + (findings.isEmpty() ? "that it was in them" : "that it was in them still")
                        + " is the gateway's word."));
        return findings;
    }

    /** A case taken off its pallet later is a part of how the unit was packed, too. */
    private static boolean isInnerPart(List<Sscc> containers, List<Sscc> packed) {
        return containers.size() <= packed.size()
                && packed.subList(0, containers.size()).equals(containers);
    }

    /** Containers in words, the innermost first: "in case A, on pallet B"; empty for none. */
    public static String words(List<Sscc> containers) {
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
