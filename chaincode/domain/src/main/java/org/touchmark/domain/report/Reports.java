package org.touchmark.domain.report;

import java.util.List;
import java.util.stream.Stream;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Holding;
import org.touchmark.domain.custody.Thing;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** What is reported of a thing, of what it was in at that time and of its batch: what {@code status:Read} answers. */
public final class Reports {
    private Reports() {}

    /**
     * The reports that stand, in the ledger's order, those of the batch first; none for what nothing is known of. In
     * evaluations only.
     *
     * @throws org.touchmark.domain.error.RefusedException CONTAINER_UNKNOWN
     */
    public static List<Reported> of(Call call, Subject subject) {
        if (subject instanceof Subject.OfUnit unit) {
            return Stream.concat(
                            Custody.batchReports(call.state(), unit.gtin(), unit.lot()).stream(),
                            UnitReading.record(call.state(), unit).stream().flatMap(record -> told(call, record)))
                    .toList();
        }
        if (subject instanceof Subject.OfContainer container) {
            return told(call, Custody.container(call.state(), container.sscc())).toList();
        }
        Subject.OfBatch batch = (Subject.OfBatch) subject;
        return Custody.batchReports(call.state(), batch.gtin(), batch.lot());
    }

    private static Stream<Reported> told(Call call, Thing thing) {
        return Holding.of(call, thing).reports().stream();
    }
}
