package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.retold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.SharedState;
import org.touchmark.domain.party.Caller;

/**
 * Function {@code calls:Together}: writes of one party that share a transaction, each with its own operation and under its
 * own rule, as if it came alone. What a transaction costs, its signatures, its way through orderers and its validation by
 * every peer, is then paid once for all of them.
 *
 * <p>A call that is refused, or that touches a key which a call before it wrote, is left out and writes nothing; made alone it
 * says why. Nothing that it does is new to the ledger: the same calls in as many transactions leave the same records.
 */
public final class Together {
    /** The name that it is called by. */
    public static final String NAME = "calls:Together";

    /** Calls in one transaction at most: it holds a peer far below a second. */
    public static final int MAX_CALLS = 50;

    /** Contracts of short writes; what touches a batch's pages takes a peer long enough by itself. */
    private static final List<String> CONTRACTS = List.of("container:", "custody:", "status:");

    private static final String CALLS = "calls";
    private static final String CALL = "call";
    private static final String FUNCTION = "function";
    private static final String ARGUMENTS = "arguments";
    private static final String DONE = "done";
    private static final String RESULT = "result";

    private final LedgerFunctions functions;

    private Together(LedgerFunctions functions) {
        this.functions = functions;
    }

    /** The function, whose calls are of these functions. */
    static LedgerFunction of(LedgerFunctions functions) {
        Together together = new Together(functions);
        return retold(NAME, List.of(CALLS), Data.EVIDENCE, together::run, together::again);
    }

    /**
     * One of the calls.
     *
     * @param function a write that {@link #takes}
     * @param arguments its arguments, the operation's id first
     */
    public record OneCall(String function, List<String> arguments) {
        public OneCall {
            arguments = List.copyOf(arguments);
        }

        private static OneCall read(JsonObject json) {
            json.requireOnly(FUNCTION, ARGUMENTS);
            return new OneCall(json.text(FUNCTION), json.texts(ARGUMENTS));
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .put(FUNCTION, function)
                    .putTexts(ARGUMENTS, arguments)
                    .build();
        }
    }

    /** Whether a function of that name, if it writes, may be called together with others. */
    public static boolean takes(String function) {
        return CONTRACTS.stream().anyMatch(function::startsWith);
    }

    /** The one argument that says all calls. */
    public static String argument(List<OneCall> calls) {
        return JsonObject.builder()
                .putObjects(CALLS, calls.stream().map(OneCall::toJson).toList())
                .build()
                .toString();
    }

    /** The name of a transient entry of one of the calls, told by its place from 0. */
    public static String transientName(int place, String name) {
        return place + "/" + name;
    }

    /** What each call answered, by its place; nothing for one that was left out. */
    public static List<Optional<String>> results(JsonObject answer, int calls) {
        List<Optional<String>> results = new ArrayList<>(Collections.nCopies(calls, Optional.empty()));
        for (JsonObject done : answer.objects(DONE)) {
            results.set(done.integer(CALL, 0, calls - 1), Optional.of(done.text(RESULT)));
        }
        return results;
    }

    private JsonObject run(Call call, Caller caller, Arguments in) {
        return run(call, caller, in, write -> true);
    }

    /** Those that the first time did; what it left out stays so. */
    private JsonObject again(Call call, Caller caller, Arguments in) {
        return run(call, caller, in, write -> write.isDone(call.state(), caller));
    }

    private JsonObject run(Call call, Caller caller, Arguments in, Predicate<CalledWrite> choice) {
        List<OneCall> calls = in.json(0).requireOnly(CALLS).objects(CALLS).stream()
                .map(OneCall::read)
                .toList();
        if (calls.isEmpty() || calls.size() > MAX_CALLS) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    calls.size() + " calls together, should be 1 to " + MAX_CALLS + "; make several transactions");
        }
        Run run = new Run(call, caller, new SharedState(call.state()));
        List<Optional<CalledWrite>> writes = run.announce(calls, in.transientData());
        for (int i = 0; i < calls.size(); i++) {
            int place = i;
            writes.get(i).filter(choice).ifPresent(write -> run.make(place, write));
        }
        return run.answer();
    }

    private final class Run {
        private final Call call;
        private final Caller caller;
        private final SharedState shared;
        private final List<JsonObject> done = new ArrayList<>();
        private @Nullable RefusedException refusal;

        Run(Call call, Caller caller, SharedState shared) {
            this.call = call;
            this.caller = caller;
            this.shared = shared;
        }

        /** All of them before the first is made, so that what they read comes together. */
        List<Optional<CalledWrite>> announce(List<OneCall> calls, SortedMap<String, byte[]> transientData) {
            List<SortedMap<String, byte[]>> data = byPlace(calls.size(), transientData);
            List<Optional<CalledWrite>> writes = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                OneCall one = calls.get(i);
                writes.add(find(one, data.get(i)));
            }
            writes.forEach(found -> found.ifPresent(write -> write.expect(call.state(), caller)));
            return writes;
        }

        private Optional<CalledWrite> find(OneCall one, SortedMap<String, byte[]> data) {
            try {
                return Optional.of(write(one, data));
            } catch (RefusedException e) {
                leaveOut(e);
                return Optional.empty();
            }
        }

        void make(int place, CalledWrite write) {
            SharedState.Share share = shared.share();
            Call own = new Call(call.channel(), call.transactionId(), call.time(), call.clock(), share);
            try {
                String result = write.run(own, caller);
                share.keep();
                done.add(JsonObject.builder()
                        .put(CALL, place)
                        .put(RESULT, result)
                        .build());
            } catch (RefusedException e) {
                leaveOut(e);
            } catch (SharedState.TakenException e) {
                // Its turn is in another transaction, which sees what this one writes.
            }
        }

        private void leaveOut(RefusedException e) {
            refusal = refusal == null ? e : refusal;
        }

        JsonObject answer() {
            if (done.isEmpty() && refusal != null) {
                throw refusal;
            }
            return JsonObject.builder().putObjects(DONE, done).build();
        }
    }

    private CalledWrite write(OneCall one, SortedMap<String, byte[]> data) {
        LedgerFunction function = functions.find(one.function());
        if (!function.writes() || !takes(function.name())) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "function " + function.name() + " is not called together with others, writes of " + CONTRACTS
                            + " are; call it alone");
        }
        LedgerFunctions.requireShape(function, one.arguments(), data);
        return CalledWrite.of(function, one.arguments(), data);
    }

    /** Each call's own transient data, by its place. */
    private static List<SortedMap<String, byte[]>> byPlace(int calls, SortedMap<String, byte[]> transientData) {
        List<SortedMap<String, byte[]>> data = new ArrayList<>();
        int named = 0;
        for (int i = 0; i < calls; i++) {
            String prefix = transientName(i, "");
            SortedMap<String, byte[]> own = new TreeMap<>();
            // The character after '/' is '0', so this is all that begins with the prefix.
            transientData
                    .subMap(prefix, i + "0")
                    .forEach((name, bytes) -> own.put(name.substring(prefix.length()), bytes));
            named += own.size();
            data.add(own);
        }
        if (named != transientData.size()) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID,
                    "a transient entry's name does not begin with the place of a call, as in \"0/\"");
        }
        return data;
    }
}
