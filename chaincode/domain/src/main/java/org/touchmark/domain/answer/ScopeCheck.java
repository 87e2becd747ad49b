package org.touchmark.domain.answer;

import java.util.ArrayList;
import java.util.List;

/** Whether the evidence speaks of the unit in hand, on the channel that the believer trusts. */
final class ScopeCheck implements Check {
    @Override
    public List<Finding> findings(Inquiry inquiry) {
        List<Finding> findings = new ArrayList<>();
        Evidence evidence = inquiry.evidence();
        UnitView asked = UnitView.of(inquiry.link());
        if (!evidence.unit().equals(asked)) {
            findings.add(Finding.contradicted(ReasonCode.EVIDENCE_MISMATCH, "The evidence speaks of another unit."));
        }
        if (!evidence.ledger().channel().equals(inquiry.roots().channel())) {
            findings.add(Finding.broken(
                    ReasonCode.CHANNEL_MISMATCH, "The evidence is of another channel than the one that you trust."));
        }
        evidence.batch()
                .filter(head -> !head.terms().gtin().equals(asked.gtin())
                        || asked.lot()
                                .filter(lot -> !lot.equals(head.terms().lot()))
                                .isPresent())
                .ifPresent(head -> findings.add(Finding.broken(
                        ReasonCode.EVIDENCE_MISMATCH, "The evidence shows another batch than the label names.")));
        return findings;
    }
}
