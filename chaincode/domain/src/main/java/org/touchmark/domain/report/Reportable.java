package org.touchmark.domain.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Placement;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.UnitRecord;
import org.touchmark.domain.custody.Whereabouts;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Marks;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * A thing that can be reported on, as it stands.
 *
 * @param marks what is reported of itself
 * @param around what is reported of its batch and of the containers that it is in
 * @param brand the brand of its batch; empty where it has none
 * @param whereabouts who has it; empty for a batch, which is nowhere
 * @param writing writes other marks in place of these
 */
record Reportable(
        Marks marks,
        List<Marks> around,
        Optional<Gln> brand,
        Optional<Whereabouts> whereabouts,
        Instant since,
        Writing writing) {

    /** Writes a thing's marks. */
    @FunctionalInterface
    interface Writing {
        void write(Marks marks, Status status);
    }

    static Reportable of(Call call, Subject subject, RegisteredUnits registered) {
        if (subject instanceof Subject.OfUnit unit) {
            return of(call, unit, registered);
        }
        return subject instanceof Subject.OfContainer container
                ? of(call, container)
                : of(call, (Subject.OfBatch) subject, registered);
    }

    /** Whose own it is for a report. */
    Set<Gln> owners(Status status) {
        Optional<Gln> custodian = whereabouts.map(Whereabouts::custodian);
        return switch (status.owner()) {
            case CUSTODIAN -> custodian.map(Set::of).orElse(Set.of());
            case BRAND -> brand.map(Set::of).orElse(Set.of());
            case EITHER -> Stream.concat(custodian.stream(), brand.stream()).collect(Collectors.toSet());
        };
    }

    private static Reportable of(Call call, Subject.OfUnit subject, RegisteredUnits registered) {
        LedgerState state = call.state();
        BatchHead head = registered.sealed(subject.gtin(), subject.lot());
        UnitRecord record = registered.require(head, subject.digest());
        Whereabouts whereabouts = Custody.locate(state, subject.digest(), record, call.time());
        List<Marks> around = Stream.concat(
                        Stream.of(Custody.batchMarks(state, subject.gtin(), subject.lot())),
                        whereabouts.path().stream().map(ContainerRecord::marks))
                .toList();
        return new Reportable(
                record.marks(),
                around,
                Optional.of(head.brand()),
                Optional.of(whereabouts),
                whereabouts.since(),
                (marks, status) -> Custody.write(
                        state,
                        subject.digest(),
                        new UnitRecord(
                                record.gtin(),
                                record.lot(),
                                apart(record.placement(), whereabouts, status),
                                marks,
                                call.time())));
    }

    private static Reportable of(Call call, Subject.OfContainer subject) {
        LedgerState state = call.state();
        ContainerRecord container = Custody.container(state, subject.sscc());
        Whereabouts whereabouts = Custody.locate(state, container, call.time());
        return new Reportable(
                container.marks(),
                whereabouts.path().stream().map(ContainerRecord::marks).toList(),
                container
                        .origin()
                        .flatMap(origin ->
                                Batches.find(state, origin.gtin(), origin.lot()).map(BatchHead::brand)),
                Optional.of(whereabouts),
                whereabouts.since(),
                (marks, status) -> Custody.write(
                        state,
                        container.marked(marks, apart(container.placement(), whereabouts, status), call.time())));
    }

    private static Reportable of(Call call, Subject.OfBatch subject, RegisteredUnits registered) {
        BatchHead head = registered.sealed(subject.gtin(), subject.lot());
        return new Reportable(
                Custody.batchMarks(call.state(), subject.gtin(), subject.lot()),
                List.of(),
                Optional.of(head.brand()),
                Optional.empty(),
                head.sealedAt().orElse(head.openedAt()),
                (marks, status) -> Custody.write(call.state(), subject.gtin(), subject.lot(), marks));
    }

    /** What is sold, stolen or destroyed alone is no longer in its container; what is recalled stays where it is. */
    private static Placement apart(Placement placement, Whereabouts whereabouts, Status status) {
        boolean inside = placement instanceof Placement.In;
        return inside && status != Status.RECALLED ? new Placement.With(whereabouts.custodian()) : placement;
    }
}
