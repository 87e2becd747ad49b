package org.touchmark.domain.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Caller;

/**
 * One function of the ledger.
 *
 * @param name contract and function, such as {@code batch:Open}
 * @param parameters the names of its arguments; a write's begin with {@code operation}
 * @param data what its transient data is
 */
public record LedgerFunction(String name, List<String> parameters, Data data, Body body) {
    private static final String OPERATION = "operation";

    public LedgerFunction {
        parameters = List.copyOf(parameters);
    }

    /** What a function's transient data is. */
    public enum Data {
        /** It takes none. */
        NONE,
        /** Content to store: another content is another operation. */
        CONTENT,
        /** Proofs of what the ledger has, which are checked and not stored: the same operation with or without. */
        EVIDENCE
    }

    /** What a function does. */
    sealed interface Body permits Question, Write {}

    /** Asks the ledger. */
    record Question(ReadRule rule) implements Body {}

    /** Writes, once an operation; {@code again} tells the first result of one that is done, if it is not kept. */
    record Write(WriteRule rule, Optional<WriteRule> again, Expectation expectation) implements Body {}

    /** Reads the ledger. */
    @FunctionalInterface
    interface ReadRule {
        JsonValue run(Call call, Arguments arguments);
    }

    /** Says what a write is going to read, beside its operation and its caller; whatever it can't tell comes later. */
    @FunctionalInterface
    interface Expectation {
        Expectation NOTHING = (state, arguments) -> {};

        void announce(LedgerState state, Arguments arguments);
    }

    /** Changes the ledger. */
    @FunctionalInterface
    interface WriteRule {
        JsonObject run(Call call, Caller caller, Arguments arguments);
    }

    public boolean writes() {
        return body instanceof Write;
    }

    static LedgerFunction question(String name, List<String> parameters, ReadRule rule) {
        return question(name, parameters, Data.NONE, rule);
    }

    static LedgerFunction question(String name, List<String> parameters, Data data, ReadRule rule) {
        return new LedgerFunction(name, parameters, data, new Question(rule));
    }

    static LedgerFunction write(String name, List<String> parameters, WriteRule rule) {
        return write(name, parameters, Data.NONE, rule);
    }

    static LedgerFunction write(String name, List<String> parameters, Data data, WriteRule rule) {
        return new LedgerFunction(
                name, withOperation(parameters), data, new Write(rule, Optional.empty(), Expectation.NOTHING));
    }

    /** A write whose first result the state can tell again: it is not kept a second time. */
    static LedgerFunction retold(String name, List<String> parameters, Data data, WriteRule rule, WriteRule again) {
        return new LedgerFunction(
                name, withOperation(parameters), data, new Write(rule, Optional.of(again), Expectation.NOTHING));
    }

    /** This write, which says what it is going to read. */
    LedgerFunction expecting(Expectation expectation) {
        Write write = (Write) body;
        return new LedgerFunction(name, parameters, data, new Write(write.rule(), write.again(), expectation));
    }

    private static List<String> withOperation(List<String> parameters) {
        return Stream.concat(Stream.of(OPERATION), parameters.stream()).toList();
    }
}
