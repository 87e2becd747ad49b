package org.touchmark.domain.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * A counter that any party may advance every few minutes.
 *
 * <p>An endorsement never expires by itself: an envelope endorsed before a deadline could be ordered long after it. So every
 * transaction that a deadline binds reads this counter, and whoever minds the deadline advances it: then the held envelope
 * read a version that is no more, and fails (core/ledger/kvledger/txmgmt/validation/validator.go). The counter moves no
 * oftener than {@link #LEAST}, so that nobody can keep honest transactions from landing by advancing it all the time.
 *
 * @param number how often it was advanced
 * @param at the timestamp of the transaction that advanced it last
 */
public record Epoch(long number, Instant at) {
    /** The least time between two advances. */
    public static final Duration LEAST = Duration.ofMinutes(2);

    private static final LedgerKey KEY = LedgerKey.of("epoch");
    private static final Epoch FIRST = new Epoch(0, Instant.EPOCH);

    /** The epoch that stands. A transaction that calls this fails once the epoch is advanced. */
    public static Epoch read(LedgerState state) {
        return find(state).orElse(FIRST);
    }

    /** Says that a transaction is going to be bound. */
    public static void expect(LedgerState state) {
        state.expect(KEY);
    }

    /**
     * Binds a transaction to the epoch in which it is endorsed.
     *
     * @throws RefusedException TIME_REVERSED for a timestamp from before the epoch, more than two clocks may differ
     */
    public static void bind(Call call) {
        Epoch standing = read(call.state());
        if (call.time().plus(Call.MAX_SKEW.multipliedBy(2)).isBefore(standing.at())) {
            throw new RefusedException(
                    ErrorCode.TIME_REVERSED,
                    "the transaction's timestamp " + call.time() + " is long before the epoch that began at "
                            + standing.at() + "; check the client's clock");
        }
    }

    /**
     * Begins the next epoch.
     *
     * @throws RefusedException EPOCH_TOO_SOON, TIME_REVERSED
     */
    public static Epoch advance(Call call) {
        Epoch standing = read(call.state());
        call.requireNotBefore(standing.at(), "the epoch's beginning");
        if (call.time().isBefore(standing.at().plus(LEAST))) {
            throw new RefusedException(
                    ErrorCode.EPOCH_TOO_SOON,
                    "the epoch began at " + standing.at() + " and lasts at least " + LEAST.toSeconds()
                            + " seconds; advance it later");
        }
        Epoch next = new Epoch(standing.number() + 1, call.time());
        call.state().putJson(KEY, next.toJson());
        return next;
    }

    public static Epoch fromJson(JsonObject json) {
        json.requireOnly("number", "at");
        return new Epoch(json.number("number"), Instant.ofEpochMilli(json.number("at")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("number", number)
                .put("at", at.toEpochMilli())
                .build();
    }

    private static Optional<Epoch> find(LedgerState state) {
        return state.getJson(KEY).map(Epoch::fromJson);
    }
}
