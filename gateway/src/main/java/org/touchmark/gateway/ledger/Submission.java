package org.touchmark.gateway.ledger;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Connection;

/**
 * One write on its way to the ledger. It can be left at any time and gone on with later, by another thread: what was
 * sent is remembered, and asked for before anything else is done. Used by one thread at a time.
 */
final class Submission implements FollowUps.Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    /** Times that a transaction is made anew after a conflict. */
    private static final int MAX_TRANSACTIONS = 6;

    private static final int BACK_OFF_MILLIS = 50;

    /** Between two rounds over all peers. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Connection connection;
    private final Deadlines deadlines;
    private final Routes routes;
    private final ByteString creator;
    private final Invocation invocation;
    private final NewestBlock newest;
    private final Runnable ordered;

    /** What a peer should have had that refuses: all that was known at first, and since the last invalid transaction. */
    private NewestBlock.Before start;

    /** The transaction that was sent and is unsettled; null before the first, and after each that was invalid. */
    private @Nullable Transaction sent;

    /** Whether every orderer that was asked said that it will never take the transaction. */
    private boolean refusedByAll;

    private int transactions;
    private String lastReason = "no peer said what became of it";

    /** {@code ordered} is told of each transaction that is found in a block. */
    Submission(
            Connection connection,
            Deadlines deadlines,
            Routes routes,
            ByteString creator,
            Invocation invocation,
            NewestBlock newest,
            Runnable ordered) {
        this.connection = connection;
        this.deadlines = deadlines;
        this.routes = routes;
        this.creator = creator;
        this.invocation = invocation;
        this.newest = newest;
        this.ordered = ordered;
        this.start = newest.now();
    }

    /** The transaction that is unsettled; empty if none is. */
    String transactionId() {
        Transaction current = sent;
        return current == null ? "" : current.getTransactionId();
    }

    @Override
    public String lastReason() {
        return lastReason;
    }

    @Override
    public Optional<Outcome> go(Duration limit) {
        while (sent != null || transactions < MAX_TRANSACTIONS) {
            Transaction transaction = sent;
            try {
                if (transaction == null) {
                    backOff(transactions++);
                    transaction = endorse();
                    sent = transaction;
                    refusedByAll = true;
                }
            } catch (RefusedException e) {
                return Optional.of(new Outcome.Refused(e));
            } catch (EndorsersDisagreeException e) {
                lastReason = String.valueOf(e.getMessage());
                continue;
            }
            Optional<Status> status = settle(transaction, System.nanoTime() + limit.toNanos());
            if (status.isEmpty()) {
                return Optional.empty();
            }
            ordered.run();
            newest.saw(status.get().getBlockNumber());
            if (status.get().isSuccessful()) {
                return Optional.of(new Outcome.Committed(
                        FabricLedgerClient.text(invocation, transaction.getResult()),
                        transaction.getTransactionId(),
                        status.get().getBlockNumber()));
            }
            if (status.get().getCode() == TxValidationCode.ENDORSEMENT_POLICY_FAILURE) {
                routes.endorsers().failedThePolicy();
            }
            sent = null;
            start = newest.now();
            lastReason = "transaction " + transaction.getTransactionId() + " is invalid: "
                    + status.get().getCode();
            LOG.debug("{}: {}", invocation.function(), lastReason);
        }
        throw new LedgerUnavailableException(
                invocation.function() + ": given up after " + MAX_TRANSACTIONS + " transactions; " + lastReason, null);
    }

    private Transaction endorse() throws EndorsersDisagreeException {
        NewestBlock.Before before = newest.still(start);
        return routes.<Transaction, EndorsersDisagreeException>firstThatCan(
                invocation.function(), this::endorse, failure -> {
                    Optional<RefusedException> refusal = Refusals.find(failure);
                    if (refusal.isPresent() && newest.of(failure, routes, before) != NewestBlock.Refuser.KNEW) {
                        throw new EndorsersDisagreeException(Refusals.describe(failure));
                    }
                    if (refusal.isPresent()) {
                        throw refusal.get();
                    }
                    // Peers at different heights read different states.
                    if (Refusals.isDisagreement(failure)) {
                        throw new EndorsersDisagreeException(Refusals.describe(failure));
                    }
                });
    }

    private Transaction endorse(Route route) throws GatewayException {
        Endorsers endorsers = routes.endorsers();
        Optional<Set<String>> named = endorsers.choose(route, routes.all());
        try {
            return endorse(route, named.orElse(Set.of()));
        } catch (GatewayException e) {
            if (named.isPresent() && endorsers.couldNot(e, route, routes.all())) {
                LOG.info(
                        "{} through {}: {}", invocation.function(), route.peer().name(), Refusals.describe(e));
                return endorse(route, endorsers.choose(route, routes.all()).orElse(Set.of()));
            }
            throw e;
        }
    }

    private Transaction endorse(Route route, Set<String> organisations) throws GatewayException {
        Transaction transaction = routes.endorsable(route, connection.chaincode(), invocation, organisations)
                .endorse(Routes.within(deadlines.endorse()));
        // What can't be read once it is committed must not be sent.
        FabricLedgerClient.text(invocation, transaction.getResult());
        return transaction;
    }

    /**
     * Sends the transaction, through one peer after the other, until one knows what became of it. A failed submit means
     * unknown: with BFT orderers it may be on the ledger all the same.
     */
    private Optional<Status> settle(Transaction transaction, long endNanos) {
        while (true) {
            for (Route route : routes.inOrder()) {
                Optional<SubmitException> failure = send(route, transaction);
                Duration patience = failure.isEmpty() ? deadlines.commitStatus() : deadlines.recheck();
                Optional<Status> status = commitStatus(route, transaction, patience, endNanos);
                if (status.isPresent()) {
                    return status;
                }
                refusedByAll = refusedByAll && failure.filter(Refusals::isFinal).isPresent();
                if (endNanos - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) {
                    return Optional.empty();
                }
            }
            if (refusedByAll) {
                sent = null;
                throw new LedgerUnavailableException(
                        "the orderers refuse transaction " + transaction.getTransactionId() + " of "
                                + invocation.function() + ": " + lastReason,
                        null);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Optional<SubmitException> send(Route route, Transaction transaction) {
        try {
            route.gateway().newTransaction(transaction.getBytes()).submitAsync(Routes.within(deadlines.submit()));
            lastReason = "sent through " + route.peer().name() + ", which did not say what became of it";
            return Optional.empty();
        } catch (SubmitException e) {
            lastReason = "through " + route.peer().name() + ": " + Refusals.describe(e);
            LOG.info("Submit of {} {}; asking what became of it", transaction.getTransactionId(), lastReason);
            routes.suspectIfSilent(route, e);
            return Optional.of(e);
        }
    }

    /** Asks the peer that it went through, or the next one that can be reached. */
    private Optional<Status> commitStatus(Route first, Transaction transaction, Duration patience, long endNanos) {
        byte[] unsigned = SignedCommitStatusRequest.newBuilder()
                .setRequest(CommitStatusRequest.newBuilder()
                        .setChannelId(connection.channel())
                        .setTransactionId(transaction.getTransactionId())
                        .setIdentity(creator)
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
        for (Route route : beginningWith(first)) {
            Duration left = Duration.ofNanos(endNanos - System.nanoTime());
            if (left.isNegative()) {
                return Optional.empty();
            }
            Duration limit = left.compareTo(patience) < 0 ? left : patience;
            try {
                return Optional.of(route.gateway().newCommit(unsigned).getStatus(Routes.within(limit)));
            } catch (CommitStatusException e) {
                LOG.debug(
                        "Status of {} at {}: {}",
                        transaction.getTransactionId(),
                        route.peer().name(),
                        Refusals.describe(e));
                if (e.getStatus().getCode() == Code.DEADLINE_EXCEEDED) {
                    // It waits for the block as anyone would: no reason to think that another peer has it.
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private List<Route> beginningWith(Route first) {
        List<Route> ordered = routes.inOrder();
        ordered.remove(first);
        ordered.add(0, first);
        return ordered;
    }

    private static void backOff(int attempt) {
        if (attempt == 0) {
            return;
        }
        try {
            // Random, so that two gateways in conflict do not meet again.
            Thread.sleep(ThreadLocalRandom.current().nextInt(BACK_OFF_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted while waiting to try again", e);
        }
    }

    /** The endorsers computed different results: one of them is behind, or lies. */
    private static final class EndorsersDisagreeException extends Exception {
        private static final long serialVersionUID = 1L;

        EndorsersDisagreeException(String message) {
            super(message);
        }
    }
}
