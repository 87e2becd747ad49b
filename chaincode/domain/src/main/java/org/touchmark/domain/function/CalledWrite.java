package org.touchmark.domain.function;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Parties;

/** A write as it was called, with arguments that are as many as it takes: what no rule has looked at yet. */
record CalledWrite(LedgerFunction.Write write, Operation operation, Arguments arguments) {

    /**
     * The call of a function that writes.
     *
     * @throws RefusedException ARGUMENT_INVALID for what is no operation's id
     */
    static CalledWrite of(LedgerFunction function, List<String> values, SortedMap<String, byte[]> transientData) {
        List<String> rest = values.subList(1, values.size());
        return new CalledWrite(
                (LedgerFunction.Write) function.body(),
                Operation.of(
                        values.get(0),
                        function.name(),
                        rest,
                        function.data() == Data.CONTENT ? transientData : Collections.emptySortedMap()),
                new Arguments(rest, Optional.of(new OperationId(values.get(0))), transientData));
    }

    /** Says what this write is going to read, as far as it can tell. */
    void expect(LedgerState state, Caller caller) {
        operation.expect(state, caller.msp().value(), caller.owner());
        caller.gln().ifPresent(gln -> Parties.expect(state, gln));
        try {
            write.expectation().announce(state, arguments);
        } catch (RefusedException e) {
            // Arguments that can't be read are the rule's to refuse, behind what comes before it.
        }
    }

    /** Whether an earlier transaction did it. */
    boolean isDone(LedgerState state, Caller caller) {
        return operation.isDone(state, caller.msp().value(), caller.owner());
    }

    /**
     * Writes, unless that is done already.
     *
     * @return the result in canonical JSON, of now or of the first time
     * @throws RefusedException what the function's rule refuses, OPERATION_REUSED
     */
    String run(Call call, Caller caller) {
        Supplier<String> rule = () -> CanonicalJson.write(write.rule().run(call, caller, arguments));
        String msp = caller.msp().value();
        return write.again()
                .map(again -> operation.onceRetold(
                        call.state(),
                        msp,
                        caller.owner(),
                        rule,
                        () -> CanonicalJson.write(again.run(call, caller, arguments))))
                .orElseGet(() -> operation.once(call.state(), msp, caller.owner(), rule));
    }
}
