package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.write;

import java.util.List;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Parties;

/** Contract {@code time}: the epoch, which keeps deadlines against transactions that are held back. */
final class TimeFunctions {
    private TimeFunctions() {}

    static List<LedgerFunction> all() {
        return List.of(
                write("time:Advance", List.of(), (call, caller, in) -> {
                    // The epoch is everybody's: who may advance it at all may do so.
                    Parties.require(call.state(), caller, Action.ADVANCE_EPOCH);
                    return Epoch.advance(call).toJson();
                }),
                question(
                        "time:Epoch",
                        List.of(),
                        (call, in) -> Epoch.read(call.state()).toJson()));
    }
}
