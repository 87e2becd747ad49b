package org.touchmark.domain.ledger;

import java.time.Duration;
import java.time.Instant;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * One transaction as the rules see it.
 *
 * @param channel the channel it runs on; every signed statement names it
 * @param transactionId Fabric's id of the transaction
 * @param time the transaction's timestamp: the client chose it, every endorser sees the same;
 *     to the millisecond
 * @param clock this endorser's own clock
 * @param state the state that it reads and writes
 */
public record Call(String channel, String transactionId, Instant time, Instant clock, LedgerState state) {
    /** How far a timestamp may be from the clock of who reads it. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    public Call {
        // The ledger keeps milliseconds; a finer time would be later than itself read back.
        time = Instant.ofEpochMilli(time.toEpochMilli());
    }

    /** This call, made to learn what would come of it: nothing that it writes is kept. */
    public Call tried() {
        return new Call(channel, transactionId, time, clock, new ReadOnlyState(state));
    }

    /**
     * Refuses a transaction whose timestamp is far from this endorser's clock.
     *
     * <p>Neither Fabric's orderers nor its committers look at the timestamp, so this is the only place that does.
     *
     * @throws RefusedException CLOCK_SKEW
     */
    public void requireTimely() {
        requireNear(time, clock, "the transaction's timestamp", "the endorser's clock");
    }

    /**
     * Refuses a time said inside a claim that is far from the transaction's timestamp.
     *
     * @throws RefusedException CLOCK_SKEW
     */
    public void requireNow(Instant claimed, String name) {
        requireNear(claimed, time, name, "the transaction's timestamp");
    }

    /**
     * Refuses a transaction that is older than the state it changes.
     *
     * @throws RefusedException TIME_REVERSED
     */
    public void requireNotBefore(Instant changed, String thing) {
        if (time.isBefore(changed)) {
            throw new RefusedException(
                    ErrorCode.TIME_REVERSED,
                    "the transaction's timestamp " + time + " is before " + thing + " at " + changed
                            + "; check the client's clock");
        }
    }

    private static void requireNear(Instant time, Instant reference, String name, String referenceName) {
        if (Duration.between(time, reference).abs().compareTo(MAX_SKEW) > 0) {
            throw new RefusedException(
                    ErrorCode.CLOCK_SKEW,
                    name + " " + time + " is more than " + MAX_SKEW.toMinutes() + " minutes from " + referenceName + " "
                            + reference + "; check the client's clock");
        }
    }
}
