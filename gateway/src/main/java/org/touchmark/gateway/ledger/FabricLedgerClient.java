package org.touchmark.gateway.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Connection;

/** One signatory's calls, over the peers of all organisations: the SDK itself neither retries nor changes peers. */
final class FabricLedgerClient implements LedgerClient {
    private static final Logger LOG = LoggerFactory.getLogger(FabricLedgerClient.class);

    /** Times that a transaction is made anew after a conflict. */
    private static final int MAX_ATTEMPTS = 6;

    private static final int BACK_OFF_MILLIS = 50;

    private final Connection connection;
    private final Deadlines deadlines;
    private final List<Route> routes;
    private final ByteString creator;

    FabricLedgerClient(Connection connection, Deadlines deadlines, List<Route> routes, Signatory signatory) {
        this.connection = connection;
        this.deadlines = deadlines;
        this.routes = List.copyOf(routes);
        this.creator = SerializedIdentity.newBuilder()
                .setMspid(signatory.msp())
                .setIdBytes(ByteString.copyFromUtf8(Identities.toPemString(signatory.certificate())))
                .build()
                .toByteString();
    }

    @Override
    public String evaluate(Invocation invocation) {
        return new String(evaluate(connection.chaincode(), invocation), StandardCharsets.UTF_8);
    }

    @Override
    public long height() {
        Invocation invocation = Invocation.of("GetChainInfo", connection.channel());
        try {
            return BlockchainInfo.parseFrom(evaluate("qscc", invocation)).getHeight();
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnavailableException("the peer's chain information can't be read", e);
        }
    }

    private byte[] evaluate(String chaincode, Invocation invocation) {
        GatewayException last = null;
        for (Route route : inOrder()) {
            try {
                return proposal(route, chaincode, invocation).evaluate(within(deadlines.evaluate()));
            } catch (GatewayException e) {
                Optional<RefusedException> refusal = Refusals.find(e);
                if (refusal.isPresent()) {
                    throw refusal.get();
                }
                last = failed(route, invocation, e);
            }
        }
        throw unavailable(invocation, last);
    }

    @Override
    public Outcome submit(Invocation invocation) {
        String lost = "";
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            backOff(attempt);
            Transaction transaction;
            try {
                transaction = endorse(invocation);
            } catch (RefusedException e) {
                return new Outcome.Refused(e);
            } catch (EndorsersDisagreeException e) {
                lost = e.getMessage();
                continue;
            }
            Optional<Status> status = settle(transaction);
            if (status.isEmpty()) {
                return new Outcome.Unknown(transaction.getTransactionId());
            }
            if (status.get().isSuccessful()) {
                return new Outcome.Committed(
                        new String(transaction.getResult(), StandardCharsets.UTF_8),
                        transaction.getTransactionId(),
                        status.get().getBlockNumber());
            }
            lost = "transaction " + transaction.getTransactionId() + " is invalid: "
                    + status.get().getCode();
            LOG.debug("{}: {}", invocation.function(), lost);
        }
        throw new LedgerUnavailableException(
                invocation.function() + ": given up after " + MAX_ATTEMPTS + " transactions; " + lost, null);
    }

    private Transaction endorse(Invocation invocation) throws EndorsersDisagreeException {
        GatewayException last = null;
        for (Route route : inOrder()) {
            try {
                return proposal(route, connection.chaincode(), invocation).endorse(within(deadlines.endorse()));
            } catch (EndorseException e) {
                Optional<RefusedException> refusal = Refusals.find(e);
                if (refusal.isPresent()) {
                    throw refusal.get();
                }
                if (disagree(e)) {
                    throw new EndorsersDisagreeException(Refusals.describe(e));
                }
                last = failed(route, invocation, e);
            }
        }
        throw unavailable(invocation, last);
    }

    // Peers at different heights read different states; Fabric's internal/pkg/gateway/endorsement.go words it so.
    private static boolean disagree(EndorseException e) {
        return e.getStatus().getCode() == Code.ABORTED && Refusals.describe(e).contains("do not match");
    }

    // A failed submit means unknown: with BFT orderers it may be on the ledger all the same. So the peers are asked,
    // and
    // only if none knows the transaction does the very same one go out through the next peer.
    private Optional<Status> settle(Transaction transaction) {
        long endNanos = System.nanoTime() + deadlines.settle().toNanos();
        byte[] bytes = transaction.getBytes();
        for (Route route : inOrder()) {
            if (endNanos - System.nanoTime() <= 0) {
                break;
            }
            try {
                route.gateway().newTransaction(bytes).submitAsync(within(deadlines.submit()));
            } catch (SubmitException e) {
                LOG.info(
                        "Submit of {} through {}: {}; asking what became of it",
                        transaction.getTransactionId(),
                        route.peer().name(),
                        Refusals.describe(e));
                suspectIfSilent(route, e);
            }
            Optional<Status> status = commitStatus(transaction.getTransactionId(), endNanos);
            if (status.isPresent()) {
                return status;
            }
        }
        return Optional.empty();
    }

    private Optional<Status> commitStatus(String transactionId, long endNanos) {
        CommitStatusRequest request = CommitStatusRequest.newBuilder()
                .setChannelId(connection.channel())
                .setTransactionId(transactionId)
                .setIdentity(creator)
                .build();
        byte[] unsigned = SignedCommitStatusRequest.newBuilder()
                .setRequest(request.toByteString())
                .build()
                .toByteArray();
        for (Route route : inOrder()) {
            Duration left = Duration.ofNanos(endNanos - System.nanoTime());
            if (left.isNegative()) {
                break;
            }
            Duration limit = left.compareTo(deadlines.commitStatus()) < 0 ? left : deadlines.commitStatus();
            try {
                return Optional.of(route.gateway().newCommit(unsigned).getStatus(within(limit)));
            } catch (CommitStatusException e) {
                LOG.debug("Status of {} at {}: {}", transactionId, route.peer().name(), Refusals.describe(e));
                suspectIfSilent(route, e);
            }
        }
        return Optional.empty();
    }

    private Proposal proposal(Route route, String chaincode, Invocation invocation) {
        return route.gateway()
                .getNetwork(connection.channel())
                .getContract(chaincode)
                .newProposal(invocation.function())
                .addArguments(invocation.arguments().toArray(String[]::new))
                .putAllTransient(invocation.transientData())
                .build();
    }

    private List<Route> inOrder() {
        List<Route> ordered = new ArrayList<>(routes);
        ordered.sort(Comparator.comparing(route -> route.peer().isSuspect()));
        return ordered;
    }

    private static GatewayException failed(Route route, Invocation invocation, GatewayException e) {
        LOG.info("{} through {}: {}", invocation.function(), route.peer().name(), Refusals.describe(e));
        suspectIfSilent(route, e);
        return e;
    }

    private static void suspectIfSilent(Route route, GatewayException e) {
        Code code = e.getStatus().getCode();
        if (code == Code.UNAVAILABLE || code == Code.DEADLINE_EXCEEDED) {
            route.peer().suspect();
        }
    }

    private LedgerUnavailableException unavailable(Invocation invocation, @Nullable GatewayException last) {
        return new LedgerUnavailableException(
                invocation.function() + ": none of " + routes.size() + " peers could do it; the last said "
                        + (last == null ? "nothing" : Refusals.describe(last)),
                last);
    }

    private static UnaryOperator<CallOptions> within(Duration limit) {
        return options -> options.withDeadlineAfter(limit);
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
