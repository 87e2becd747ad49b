package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Caller;

/** The ledger under siege: its functions by name over a ledger in memory, and the one clock that is right. */
final class Court {
    /** Bytes of one value of the state: a page of a batch would be larger, but batches are small here. */
    static final int MAX_VALUE_BYTES = 128 << 10;

    final MemoryLedger ledger = new MemoryLedger();
    private final LedgerFunctions functions;
    Instant now;
    int largestValue;
    private int transactions;
    private final Map<String, Known> known = new HashMap<>();

    /** What was read, and the transaction that knows which keys that took. */
    private record Known(MemoryLedger.Transaction by, Object reading) {}

    Court(LedgerFunctions functions, Instant now) {
        this.functions = functions;
        this.now = now;
    }

    /** A call as a client sends it. */
    record Sent(String function, List<String> arguments, SortedMap<String, byte[]> data, Caller caller, Instant time) {
        Sent {
            arguments = List.copyOf(arguments);
        }

        Sent at(Instant other) {
            return new Sent(function, arguments, data, caller, other);
        }
    }

    /**
     * What came of a call.
     *
     * @param transaction not committed yet; empty where it was refused
     * @param answer the result, or the refusal
     */
    record Outcome(Optional<MemoryLedger.Transaction> transaction, String id, String answer) {
        boolean isAccepted() {
            return transaction.isPresent();
        }
    }

    /** Endorses a call; nothing is committed. */
    Outcome endorse(Sent sent) {
        String id = "tx-" + ++transactions;
        MemoryLedger.Transaction transaction = ledger.begin();
        try {
            String result = functions.run(
                    new Call(Cast.CHANNEL, id, sent.time(), now, transaction),
                    sent.function(),
                    sent.arguments(),
                    sent.data(),
                    sent::caller);
            return new Outcome(Optional.of(transaction), id, result);
        } catch (RefusedException e) {
            Breach.unless(
                    e.wireMessage().length() <= RefusedException.MAX_WIRE_CHARACTERS
                            && !e.prose().isBlank(),
                    "P5 prose",
                    e.wireMessage());
            return new Outcome(Optional.empty(), id, e.wireMessage());
        } catch (RuntimeException e) {
            throw new Breach("P5 exception", sent.function() + " ends with " + e, e);
        }
    }

    /** Commits what was endorsed, unless it is stale. */
    boolean commit(Outcome outcome, Instant at) {
        MemoryLedger.Transaction transaction = outcome.transaction().orElseThrow();
        if (transaction.isStale()) {
            return false;
        }
        for (byte[] value : transaction.writes().values()) {
            largestValue = Math.max(largestValue, value.length);
            Breach.unless(value.length <= MAX_VALUE_BYTES, "P5 value", "a value of the state is too large");
        }
        transaction.commit(outcome.id(), at);
        return true;
    }

    /**
     * Reads something at the time that is right, or takes what was read before, while no key that it read was written: a reading
     * is made of nothing else.
     *
     * @param lasts whether a reading says nothing that ends with time
     */
    <T> T read(Class<T> type, String name, BiFunction<LedgerState, Instant, T> reader, Predicate<T> lasts) {
        Known before = known.get(name);
        if (before != null && !before.by().isStale() && type.isInstance(before.reading())) {
            T reading = type.cast(before.reading());
            if (lasts.test(reading)) {
                return reading;
            }
        }
        MemoryLedger.Transaction transaction = ledger.begin();
        T reading = asked(name, () -> reader.apply(transaction, now));
        if (!transaction.hasListed()) {
            known.put(name, new Known(transaction, reading));
        }
        return reading;
    }

    /** Asks, at the time that is right. */
    String ask(String function, String... arguments) {
        return asked(
                function + " [" + String.join(" ", arguments) + "]",
                () -> functions.run(
                        new Call(Cast.CHANNEL, "question", now, now, ledger.begin()),
                        function,
                        List.of(arguments),
                        new TreeMap<>(),
                        () -> {
                            throw new AssertionError("a question asks who asks");
                        }));
    }

    private static <T> T asked(String question, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RefusedException e) {
            throw new Breach("P5 question", question + " is refused " + e.wireMessage(), e);
        } catch (RuntimeException e) {
            throw new Breach("P5 exception", question + " ends with " + e, e);
        }
    }
}
