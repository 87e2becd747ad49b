package org.touchmark.domain.answer;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gs1Date;

/** Whether the unit is still good, by the expiry date in the batch's signed head; days are UTC's. */
final class ExpiryCheck implements Check {
    @Override
    public List<Finding> findings(Inquiry inquiry) {
        List<Finding> findings = new ArrayList<>();
        Optional<LocalDate> signed =
                inquiry.sealedBatch().flatMap(head -> head.terms().expiry());
        Gs1Date printed = inquiry.link().expiry();
        if (printed != null && inquiry.sealedBatch().isPresent() && !agree(printed, signed)) {
            findings.add(Finding.contradicted(
                    ReasonCode.EXPIRY_MISMATCH,
                    "The label has another expiry date than the batch that the brand signed."));
        }
        LocalDate today = LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC);
        signed.filter(today::isAfter)
                .ifPresent(day ->
                        findings.add(Finding.but(ReasonCode.EXPIRED, "It expired: its last day was " + day + ".")));
        return findings;
    }

    private static boolean agree(Gs1Date printed, Optional<LocalDate> signed) {
        try {
            return signed.filter(day -> printed.resolve(Year.of(day.getYear())).equals(day))
                    .isPresent();
        } catch (RefusedException e) {
            return false;
        }
    }
}
