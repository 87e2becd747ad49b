package org.touchmark.domain.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Holding;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.status.Condition;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;

/**
 * A thing that can be reported on, as a transaction finds it.
 *
 * @param ofBatch what is reported of its batch, or of the batch that it is
 * @param holding where it is; empty for a batch, which is nowhere
 * @param brand whose it is by its making; empty where that is nobody
 */
record Reportable(List<Reported> ofBatch, Optional<Holding> holding, Optional<Gln> brand) {

    static Reportable of(Call call, Subject subject, RegisteredUnits registered) {
        if (subject instanceof Subject.OfUnit unit) {
            BatchHead head = registered.sealed(unit.gtin(), unit.lot());
            return new Reportable(
                    Custody.batchReports(call.state(), unit.gtin(), unit.lot()),
                    Optional.of(Holding.of(call, registered.require(head, unit.digest()))),
                    Optional.of(head.brand()));
        }
        if (subject instanceof Subject.OfContainer of) {
            ContainerRecord container = Custody.container(call.state(), of.sscc());
            return new Reportable(
                    List.of(), Optional.of(Holding.of(call, container)), planner(call.state(), container));
        }
        Subject.OfBatch batch = (Subject.OfBatch) subject;
        BatchHead head = registered.sealed(batch.gtin(), batch.lot());
        return new Reportable(
                Custody.batchReports(call.state(), batch.gtin(), batch.lot()),
                Optional.empty(),
                Optional.of(head.brand()));
    }

    /** A container is its brand's to speak of while it holds what its brand packed into it. */
    private static Optional<Gln> planner(LedgerState state, ContainerRecord container) {
        return Optional.of(container)
                .filter(ContainerRecord::isAsPlanned)
                .flatMap(ContainerRecord::origin)
                .map(origin -> Batches.read(state, origin.gtin(), origin.lot()).brand());
    }

    /** What is reported of it, of what it was in at that time and of its batch. */
    List<Reported> reports() {
        return Stream.concat(ofBatch.stream(), holding.stream().flatMap(held -> held.reports().stream()))
                .toList();
    }

    Condition condition() {
        return Condition.of(reports());
    }

    /** The number of the change that a report of it makes. */
    long next() {
        return holding.map(held -> held.settled().sequence()).orElse((long) ofBatch.size()) + 1;
    }

    /** Why it is no party's own for a report, in words that follow its name. */
    String whose(Status status) {
        if (condition().life() == Life.SOLD) {
            return " is sold already";
        }
        if (status.owner() == Status.Owner.VICTIM) {
            Set<Gln> victims = condition().victims();
            return victims.isEmpty()
                    ? " is not reported stolen"
                    : " was reported stolen by " + victims + ": that party alone, or an inspector, reports it found";
        }
        boolean container = brand.isEmpty() && status.owner() == Status.Owner.BRAND;
        return container
                ? " is no container that its batch's plan packed and nobody changed since; recall the units in it, or the"
                        + " batch"
                : " is another's";
    }

    /** Whose own it is for a report. */
    Set<Gln> owners(Status status) {
        Condition condition = condition();
        return status.owner().of(condition.life(), holding.map(Holding::custodian), brand, condition.victims());
    }
}
