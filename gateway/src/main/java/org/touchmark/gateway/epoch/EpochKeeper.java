package org.touchmark.gateway.epoch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.ledger.Epoch;
import org.touchmark.gateway.ledger.EpochLedger;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.OutcomeUnknownException;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;

/**
 * Advances the epoch every few minutes in the name of a hosted party. Every gateway on the channel does, at times that chance
 * chooses; the first one is enough, and the others see that it is done. One call at a time, on one thread.
 */
public final class EpochKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpochKeeper.class);

    /** An epoch that is older is advanced; two gateways' clocks may differ, so this is above {@link Epoch#LEAST}. */
    private static final Duration AGE = Duration.ofMinutes(3);

    /** Chance adds up to this much, so that gateways do not all come at once. */
    private static final Duration JITTER = Duration.ofMinutes(1);

    private final List<Member> members;
    private final Clock clock;
    private final Duration jitter;
    private final ScheduledExecutorService thread;

    private EpochKeeper(List<Member> members, Clock clock, Duration jitter) {
        this.members = List.copyOf(members);
        this.clock = clock;
        this.jitter = jitter;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread keeper = new Thread(task, "epoch-keeper");
            keeper.setDaemon(true);
            return keeper;
        });
    }

    /**
     * A keeper at work, which waits a while before it does anything.
     *
     * @param members the hosted parties, in whose names it is done
     * @param clock tells how old the epoch is
     * @return the keeper
     */
    public static EpochKeeper start(Members members, Clock clock) {
        return start(members.all(), clock, Epoch.LEAST, JITTER);
    }

    /** {@code first} is when it looks at the epoch first, {@code jitter} what chance adds to each delay at most. */
    static EpochKeeper start(List<Member> members, Clock clock, Duration first, Duration jitter) {
        EpochKeeper keeper = new EpochKeeper(members, clock, jitter);
        keeper.schedule(first);
        return keeper;
    }

    /**
     * Advances the epoch if it is old enough.
     *
     * @param members the hosted parties, of whom one that may does it
     * @param clock tells how old the epoch is
     * @return until it should be looked at again
     */
    static Duration advance(List<Member> members, Clock clock) {
        try {
            Epoch standing = new EpochLedger(members.get(0).ledger()).read();
            Duration age = Duration.between(standing.at(), clock.instant());
            if (age.compareTo(AGE) < 0) {
                return age.isNegative() ? AGE : AGE.minus(age);
            }
            advance(members);
        } catch (LedgerUnavailableException | OutcomeUnknownException e) {
            LOG.info("The epoch is not advanced now: {}", e.getMessage());
        }
        return AGE;
    }

    private static void advance(List<Member> members) {
        for (Member member : members) {
            try {
                Epoch next = new EpochLedger(member.ledger()).advance();
                LOG.debug("{} began epoch {}", member, next.number());
                return;
            } catch (RefusedException e) {
                if (e.code() == ErrorCode.EPOCH_TOO_SOON || e.code() == ErrorCode.TIME_REVERSED) {
                    LOG.debug("Another gateway advanced the epoch: {}", e.prose());
                    return;
                }
                // Suspended, perhaps, or not admitted yet: another party may do it as well.
                LOG.info("{} can't advance the epoch: {}", member, e.getMessage());
            }
        }
    }

    private void schedule(Duration delay) {
        long chance = ThreadLocalRandom.current().nextLong(jitter.toMillis() + 1);
        try {
            var unused = thread.schedule(this::keep, delay.toMillis() + chance, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway ends, and its keeper of the epoch with it");
        }
    }

    private void keep() {
        Duration next = AGE;
        try {
            next = advance(members, clock);
        } catch (RuntimeException e) {
            LOG.warn("The epoch could not be advanced; it is tried again", e);
        }
        schedule(next);
    }

    /** Ends it; a call under way is not waited for. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
