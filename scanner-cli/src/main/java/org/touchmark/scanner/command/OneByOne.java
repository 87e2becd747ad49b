package org.touchmark.scanner.command;

import java.util.List;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.ReportSubject;

/**
 * Does the same with several subjects, each an operation of its own, and stops at the first that fails. Under the same
 * operation again, what was done before answers as it did, and the rest is done.
 */
record OneByOne(Console console, OperationId operation) {

    /** What is done with one subject. */
    interface Work {
        /** Does it, and says in words what came of it. */
        String with(ReportSubject subject, OperationId operation) throws GatewayException;
    }

    void run(List<ReportSubject> subjects, Work work) throws GatewayException {
        for (int i = 0; i < subjects.size(); i++) {
            OperationId id = subjects.size() == 1 ? operation : new OperationId(operation.value() + "-" + (i + 1));
            String outcome;
            try {
                outcome = work.with(subjects.get(i), id);
            } catch (GatewayException e) {
                if (i > 0) {
                    console.note("%d of %d are done; the same again with --operation %s goes on with the rest"
                            .formatted(i, subjects.size(), operation.value()));
                }
                throw e;
            }
            console.paragraph(console.paint(Tone.GOOD, console.sign(Mark.YES)) + " ", subjects.get(i) + ": " + outcome);
        }
    }
}
