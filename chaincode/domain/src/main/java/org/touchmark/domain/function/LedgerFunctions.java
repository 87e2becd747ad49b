package org.touchmark.domain.function;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;

/**
 * All functions of the ledger, and the order of the checks around them: sizes before anything is parsed, the clock, the
 * caller, and then the rule, once an operation. Safe for many threads.
 */
public final class LedgerFunctions {
    /** Bytes of one argument at most: a hand-off of a thousand units with its signature is below. */
    public static final int MAX_ARGUMENT_BYTES = 64 * 1024;

    private static final int MAX_NAME = 64;
    private static final int MAX_TRANSIENT_ENTRIES = 1_000;
    private static final int MAX_TRANSIENT_BYTES = BatchRules.MAX_PAGES_A_CALL * Page.MAX_BYTES;
    private static final String DEFAULT_CONTRACT = "unit:";

    private final Map<String, LedgerFunction> functions;

    private LedgerFunctions(Map<String, LedgerFunction> functions) {
        this.functions = Collections.unmodifiableMap(functions);
    }

    /** The functions, with claims checked so. */
    public static LedgerFunctions checking(Claims claims) {
        Map<String, LedgerFunction> functions = new TreeMap<>();
        LedgerFunctions all = new LedgerFunctions(functions);
        Stream.of(
                        PartyFunctions.all(claims),
                        BatchFunctions.all(claims),
                        ContainerFunctions.all(),
                        CustodyFunctions.all(claims),
                        UnitFunctions.all(),
                        StatusFunctions.all(claims),
                        TimeFunctions.all(),
                        List.of(Together.of(all)))
                .flatMap(List::stream)
                .forEach(function -> {
                    if (functions.put(function.name(), function) != null) {
                        throw new IllegalStateException("two functions are called " + function.name());
                    }
                });
        return all;
    }

    /** Every function, by name. */
    public List<LedgerFunction> all() {
        return List.copyOf(functions.values());
    }

    /**
     * The function with a name; a name without a contract is the default contract's.
     *
     * @throws RefusedException ARGUMENT_INVALID
     */
    public LedgerFunction find(String name) {
        String full = name.indexOf(':') < 0 ? DEFAULT_CONTRACT + name : name;
        return Optional.ofNullable(functions.get(full))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "there is no function " + shown(name)
                                + "; contracts are party, batch, container, custody, unit, status, time and calls"));
    }

    /**
     * Runs a function.
     *
     * @param name as {@link #find} takes it
     * @param values its arguments
     * @param transientData as it came with the proposal
     * @param caller who signed the proposal; asked for by writes only
     * @return canonical JSON
     * @throws RefusedException what the function's rule refuses
     */
    public String run(
            Call call,
            String name,
            List<String> values,
            SortedMap<String, byte[]> transientData,
            Supplier<Caller> caller) {
        LedgerFunction function = find(name);
        requireShape(function, values, transientData);
        if (function.body() instanceof LedgerFunction.Question question) {
            return CanonicalJson.write(
                    question.rule().run(call, new Arguments(values, Optional.empty(), transientData)));
        }
        call.requireTimely();
        Caller known = caller.get();
        CalledWrite write = CalledWrite.of(function, values, transientData);
        write.expect(call.state(), known);
        return write.run(call, known);
    }

    /**
     * Refuses arguments that are not as many as a function takes, or too large, and transient data that it does not take.
     *
     * @throws RefusedException ARGUMENT_INVALID, ARGUMENT_TOO_LARGE, TRANSIENT_INVALID
     */
    static void requireShape(LedgerFunction function, List<String> values, SortedMap<String, byte[]> transientData) {
        int wanted = function.parameters().size();
        if (values.size() != wanted) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "function " + function.name() + " takes " + wanted + " arguments " + function.parameters()
                            + ", got " + values.size());
        }
        for (int i = 0; i < wanted; i++) {
            requireSize(values.get(i).length(), function.parameters().get(i));
        }
        if (function.data() == Data.NONE && !transientData.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID, "function " + function.name() + " takes no transient data");
        }
        requireShape(transientData);
    }

    /**
     * Refuses an argument that is too large, before it is decoded or parsed.
     *
     * @throws RefusedException ARGUMENT_TOO_LARGE
     */
    public static void requireSize(int length, String argument) {
        if (length > MAX_ARGUMENT_BYTES) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_TOO_LARGE,
                    "argument " + argument + " has " + length + " bytes, at most " + MAX_ARGUMENT_BYTES
                            + " are taken; make several calls");
        }
    }

    private static void requireShape(SortedMap<String, byte[]> transientData) {
        long bytes =
                transientData.values().stream().mapToLong(value -> value.length).sum();
        boolean named = transientData.keySet().stream().allMatch(name -> name.length() <= MAX_NAME);
        if (transientData.size() > MAX_TRANSIENT_ENTRIES || bytes > MAX_TRANSIENT_BYTES || !named) {
            throw new RefusedException(
                    ErrorCode.TRANSIENT_INVALID,
                    "transient data is at most " + MAX_TRANSIENT_ENTRIES + " entries of " + MAX_TRANSIENT_BYTES
                            + " bytes in all, with names of at most " + MAX_NAME + " characters");
        }
    }

    private static String shown(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }
}
