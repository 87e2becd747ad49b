package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.ledger.Call;
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

    /** Asks, at the time that is right. */
    String ask(String function, String... arguments) {
        try {
            return functions.run(
                    new Call(Cast.CHANNEL, "question", now, now, ledger.begin()),
                    function,
                    List.of(arguments),
                    new TreeMap<>(),
                    () -> {
                        throw new AssertionError("a question asks who asks");
                    });
        } catch (RefusedException e) {
            throw new Breach(
                    "P5 question", function + " refuses [" + String.join(" ", arguments) + "] " + e.wireMessage(), e);
        } catch (RuntimeException e) {
            throw new Breach("P5 exception", function + " ends with " + e, e);
        }
    }
}
