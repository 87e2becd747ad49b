package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.touchmark.network.testing.Eventually;

/**
 * Callers that write all the time, each operation once under a key of its own: a counter, so that a write that was
 * applied twice shows. When a call fails, the same envelope is sent again until its commit status is known.
 */
final class Load implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Gateway gateway;
    private final Contract contract;
    private final String prefix = "load-" + UUID.randomUUID() + "-";
    private final AtomicInteger started = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService callers;
    private volatile boolean stopped;

    private Load(Gateway gateway, TestedLedger ledger, int callers) {
        this.gateway = gateway;
        this.contract = gateway.getNetwork(ledger.channel()).getContract(ledger.chaincode());
        this.callers = Executors.newFixedThreadPool(callers);
        IntStream.range(0, callers).forEach(caller -> this.callers.execute(this::write));
    }

    /** Begins to write through the organisation's peer. */
    static Load through(String mspId, TestedLedger ledger, int callers) {
        return new Load(ledger.connect(mspId), ledger, callers);
    }

    private void write() {
        while (!stopped) {
            String key = prefix + started.getAndIncrement();
            Transaction endorsed = endorse(key);
            if (endorsed != null && isCommitted(endorsed)) {
                acknowledged.add(key);
            }
        }
    }

    private Transaction endorse(String key) {
        try {
            return contract.newProposal("increment").addArguments(key).build().endorse();
        } catch (EndorseException e) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return null;
        }
    }

    private boolean isCommitted(Transaction endorsed) {
        byte[] envelope = endorsed.getBytes();
        while (!stopped) {
            try {
                return gateway.newTransaction(envelope)
                        .submitAsync()
                        .getStatus()
                        .isSuccessful();
            } catch (SubmitException | CommitStatusException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return false;
    }

    /** Waits until that many more writes are acknowledged. */
    void awaitProgress(int writes) {
        int before = acknowledged.size();
        Eventually.await(writes + " more writes", () -> acknowledged.size() >= before + writes);
    }

    /** Ends the callers; what they have not had acknowledged by then stays unknown. */
    void stop() {
        stopped = true;
        callers.shutdownNow();
        Eventually.await("the callers have ended", callers::isTerminated);
    }

    /** Every acknowledged write is there, once, at every peer; no other write is there twice. */
    void assertNothingLostOrDoubled(TestedLedger ledger) throws GatewayException {
        assertThat(acknowledged).isNotEmpty();
        for (String mspId : ledger.mspIds()) {
            try (Gateway reader = ledger.connect(mspId)) {
                Contract read = reader.getNetwork(ledger.channel()).getContract(ledger.chaincode());
                for (String key : IntStream.range(0, started.get())
                        .mapToObj(i -> prefix + i)
                        .toList()) {
                    String value = new String(
                            read.newProposal("get")
                                    .addArguments(key)
                                    .setEndorsingOrganizations(mspId)
                                    .build()
                                    .evaluate(),
                            StandardCharsets.UTF_8);
                    List<String> allowed = acknowledged.contains(key) ? List.of("1") : List.of("", "1");
                    assertThat(allowed).as("%s at %s", key, mspId).contains(value);
                }
            }
        }
    }

    @Override
    public void close() {
        stop();
        gateway.close();
    }
}
