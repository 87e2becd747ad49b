package org.touchmark.gateway.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.touchmark.domain.function.Together;

/**
 * Lets the writes of one party that come while earlier ones are on their way share the next transaction, as databases do
 * with what they write to disk. A write that comes alone goes alone, at once. One that is not done with the others is made
 * alone, which says why. Safe for many threads; a caller's own thread does the work.
 */
final class GroupCommit implements LedgerClient {
    /** One is ordered while the next one is endorsed. */
    private static final int TRANSACTIONS_AT_ONCE = 2;

    /** How long a transaction waits for company where the one before had some: callers come back together. */
    private static final Duration GATHERING = Duration.ofMillis(5);

    private final LedgerClient apart;
    private final FollowUps followUps;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int onTheirWay;

    /** Whether the transaction before had more than one write. */
    private volatile boolean hadCompany;

    /** {@code apart} gives each write a transaction of its own. */
    GroupCommit(LedgerClient apart, FollowUps followUps) {
        this.apart = apart;
        this.followUps = followUps;
    }

    @Override
    public String evaluate(Invocation invocation) {
        return apart.evaluate(invocation);
    }

    @Override
    public long height() {
        return apart.height();
    }

    /** What a caller that waits does next. */
    private sealed interface Turn {
        /** Takes those that wait along. */
        record Lead() implements Turn {}

        /** Goes alone. */
        record Alone() implements Turn {}

        /** Is done, as others said. */
        record Done(Outcome outcome) implements Turn {}
    }

    private record Waiting(Invocation call, CompletableFuture<Turn> turn) {}

    @Override
    public Outcome submit(Invocation call) {
        if (!Together.takes(call.function())) {
            return apart.submit(call);
        }
        // Sent again while the first is unsettled, it could only get in the first one's way.
        Optional<Outcome.Unknown> earlier = followUps.of(call.operation());
        return earlier.isPresent() ? earlier.get() : submitInCompany(call);
    }

    private Outcome submitInCompany(Invocation call) {
        Waiting mine = new Waiting(call, new CompletableFuture<>());
        enter(mine);
        Turn turn = join(mine.turn());
        return turn instanceof Turn.Lead ? lead(mine) : follow(mine, turn);
    }

    private Outcome follow(Waiting mine, Turn turn) {
        return turn instanceof Turn.Done done ? done.outcome() : apart.submit(mine.call());
    }

    private static Turn join(CompletableFuture<Turn> turn) {
        try {
            return turn.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private synchronized void enter(Waiting mine) {
        if (onTheirWay < TRANSACTIONS_AT_ONCE) {
            onTheirWay++;
            mine.turn().complete(new Turn.Lead());
        } else {
            waiting.add(mine);
        }
    }

    /** The next one that waits goes on in this one's place. */
    private synchronized void leave() {
        Waiting next = waiting.poll();
        if (next == null) {
            onTheirWay--;
        } else {
            next.turn().complete(new Turn.Lead());
        }
    }

    private Outcome lead(Waiting mine) {
        List<Waiting> group = List.of(mine);
        try {
            if (hadCompany) {
                LockSupport.parkNanos(GATHERING.toNanos());
            }
            group = gather(mine);
            if (group.size() == 1) {
                return apart.submit(mine.call());
            }
            List<Turn> turns = send(group);
            for (int i = 1; i < turns.size(); i++) {
                group.get(i).turn().complete(turns.get(i));
            }
            return follow(mine, turns.get(0));
        } catch (RuntimeException | Error e) {
            // Who has had its turn, this one among them, takes no other.
            group.forEach(each -> each.turn().completeExceptionally(e));
            throw e;
        } finally {
            leave();
        }
    }

    private synchronized List<Waiting> gather(Waiting first) {
        List<Waiting> group = new ArrayList<>(List.of(first));
        int bytes = CallGroup.bytes(first.call());
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            bytes += CallGroup.bytes(next.call());
            if (!CallGroup.hasRoom(group.size() + 1, bytes)) {
                break;
            }
            group.add(waiting.remove());
        }
        hadCompany = group.size() > 1;
        return group;
    }

    private List<Turn> send(List<Waiting> group) {
        List<Invocation> calls = group.stream().map(Waiting::call).toList();
        CallGroup together = new CallGroup(calls);
        Outcome outcome = apart.submit(together.invocation());
        if (outcome instanceof Outcome.Unknown unknown) {
            return unsettled(together, unknown);
        }
        return each(together, outcome).stream()
                .map(own -> own.<Turn>map(Turn.Done::new).orElseGet(Turn.Alone::new))
                .toList();
    }

    /** How each of them ended; empty for one that was left out. */
    private static List<Optional<Outcome>> each(CallGroup group, Outcome outcome) {
        if (outcome instanceof Outcome.Committed all) {
            return group.results(all.result()).stream()
                    .map(own -> own.<Outcome>map(
                            result -> new Outcome.Committed(result, all.transactionId(), all.blockNumber())))
                    .toList();
        }
        return Collections.nCopies(group.calls().size(), Optional.empty());
    }

    private List<Turn> unsettled(CallGroup group, Outcome.Unknown all) {
        CompletableFuture<List<Optional<Outcome>>> ends = all.end().thenApply(outcome -> each(group, outcome));
        List<Turn> turns = new ArrayList<>();
        for (Invocation call : group.calls()) {
            int place = turns.size();
            Outcome.Unknown own = new Outcome.Unknown(
                    all.transactionId(),
                    ends.thenApply(outcomes -> outcomes.get(place).orElseThrow(() -> leftOut(call))));
            followUps.followWith(call.operation(), own);
            turns.add(new Turn.Done(own));
        }
        return turns;
    }

    private static LedgerUnavailableException leftOut(Invocation call) {
        return new LedgerUnavailableException(
                call.function() + " (operation " + call.operation() + ") was not written with others; send it again",
                null);
    }
}
