package org.touchmark.domain.report;

import java.util.List;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.UnitRecord;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** What is reported of one thing by itself: what {@code status:Read} answers. */
public final class Reports {
    private Reports() {}

    /** The reports that stand, track by track; none for what nothing is known of. */
    public static List<Reported> of(LedgerState state, Subject subject) {
        return marks(state, subject).all().stream()
                .map(mark -> new Reported(subject, mark))
                .toList();
    }

    private static Marks marks(LedgerState state, Subject subject) {
        if (subject instanceof Subject.OfUnit unit) {
            return Custody.unit(state, unit.digest()).map(UnitRecord::marks).orElse(Marks.NONE);
        }
        if (subject instanceof Subject.OfContainer container) {
            return Custody.keptContainer(state, container.sscc())
                    .map(ContainerRecord::marks)
                    .orElse(Marks.NONE);
        }
        Subject.OfBatch batch = (Subject.OfBatch) subject;
        return Custody.batchMarks(state, batch.gtin(), batch.lot());
    }
}
