package org.touchmark.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.function.Together;
import org.touchmark.domain.function.Together.OneCall;

/**
 * Writes of one party that go to the ledger in one transaction.
 *
 * @param calls the writes, in their order
 */
record CallGroup(List<Invocation> calls) {
    /** What JSON adds to the arguments of a call: names, quotation marks, and a backslash before those that are in them. */
    private static final int FRAME_BYTES = 128;

    CallGroup {
        calls = List.copyOf(calls);
    }

    /** Whether so many calls, of so many {@link #bytes} in all, are one group. */
    static boolean hasRoom(int calls, int bytes) {
        return calls <= Together.MAX_CALLS && bytes <= LedgerFunctions.MAX_ARGUMENT_BYTES;
    }

    /** How much a call is of the one argument that says all: rather too many bytes than too few. */
    static int bytes(Invocation call) {
        int sum = FRAME_BYTES;
        for (String argument : call.arguments()) {
            sum += argument.length() + 3;
            for (int i = 0; i < argument.length(); i++) {
                char c = argument.charAt(i);
                sum += c == '"' || c == '\\' ? 1 : c < ' ' || c > '~' ? 5 : 0;
            }
        }
        return sum;
    }

    /** The write that makes all of them. */
    Invocation invocation() {
        List<OneCall> all = calls.stream()
                .map(call -> new OneCall(call.function(), call.arguments()))
                .toList();
        Map<String, byte[]> evidence = new TreeMap<>();
        for (int i = 0; i < calls.size(); i++) {
            int place = i;
            calls.get(i)
                    .transientData()
                    .forEach((name, bytes) -> evidence.put(Together.transientName(place, name), bytes));
        }
        return new Invocation(Together.NAME, List.of(OperationIds.random(), Together.argument(all)), evidence);
    }

    /** What each call answered that was made, by its place; nothing for one that was left out. */
    List<Optional<String>> results(String answer) {
        return Together.results(CanonicalJson.parse(answer), calls.size());
    }
}
