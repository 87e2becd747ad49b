package org.touchmark.gateway.support;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.function.LedgerFunctions;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.ledger.Ledger;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.LedgerUnavailableException;
import org.touchmark.gateway.ledger.Outcome;
import org.touchmark.gateway.ledger.PeerStatus;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.ledger.WriteStatus;
import org.touchmark.gateway.member.Crypto;

/** The ledger's rules over a state in memory: everything but Fabric itself. It can be told to fail, as Fabric can. */
public final class RulesLedger implements Ledger {
    private static final LedgerFunctions FUNCTIONS = LedgerFunctions.checking(Claims.checkedBy(Crypto.PROVIDER));

    private final MemoryState state = new MemoryState();
    private final AtomicLong transactions = new AtomicLong();
    private final String channel;
    private final Clock clock;
    private final List<PeerStatus> peers = new ArrayList<>();
    private volatile Predicate<Invocation> unavailable = invocation -> false;
    private volatile Predicate<Invocation> lost = invocation -> false;
    private volatile boolean held;
    private volatile List<String> written = List.of();
    private volatile WriteStatus writes = WriteStatus.FLOWING;
    private final Map<String, Runnable> unsettled = new ConcurrentHashMap<>();

    /** A ledger with nothing on it. */
    public RulesLedger(String channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /** Lets calls fail before anything is written. */
    public void failWhere(Predicate<Invocation> calls) {
        unavailable = calls;
    }

    /** Lets writes go through while their outcome is unknown at first; it is found out at once. */
    public void loseOutcomeWhere(Predicate<Invocation> calls) {
        lost = calls;
        held = false;
    }

    /** The same, and it is found out when {@link #settle} is called. */
    public void holdOutcomeWhere(Predicate<Invocation> calls) {
        lost = calls;
        held = true;
    }

    /** Lets every follow-up end. */
    public void settle() {
        unsettled.values().forEach(Runnable::run);
        unsettled.clear();
    }

    /** The types of the keys that the last transaction wrote, one for each key. */
    public List<String> lastWritten() {
        return written;
    }

    /** What is to be said of writing. */
    public void setWrites(WriteStatus status) {
        writes = status;
    }

    @Override
    public WriteStatus writes() {
        return writes;
    }

    /** What the peers are to say of themselves. */
    public void setPeers(PeerStatus... statuses) {
        peers.clear();
        peers.addAll(List.of(statuses));
    }

    /** How many transactions were committed: the ledger's height. */
    public long height() {
        return transactions.get();
    }

    @Override
    public LedgerClient as(Signatory signatory) {
        return new Client(signatory);
    }

    @Override
    public List<PeerStatus> peers() {
        return List.copyOf(peers);
    }

    @Override
    public void close() {}

    private final class Client implements LedgerClient {
        private final Signatory signatory;

        Client(Signatory signatory) {
            this.signatory = signatory;
        }

        @Override
        public String evaluate(Invocation invocation) {
            requireAvailable(invocation);
            return run(state.begin("", clock.instant()), "", invocation);
        }

        @Override
        public long height() {
            return transactions.get();
        }

        @Override
        public Outcome submit(Invocation invocation) {
            requireAvailable(invocation);
            synchronized (RulesLedger.this) {
                String id = "tx" + transactions.incrementAndGet();
                MemoryState.Transaction transaction = state.begin(id, clock.instant());
                try {
                    String result = run(transaction, id, invocation);
                    transaction.commit();
                    written = transaction.written();
                    Outcome committed = new Outcome.Committed(result, id, transactions.get());
                    return lost.test(invocation) ? unknown(invocation, id, committed) : committed;
                } catch (RefusedException e) {
                    // As it arrives over the wire.
                    return new Outcome.Refused(
                            RefusedException.parse(e.wireMessage()).orElseThrow());
                }
            }
        }

        private Outcome unknown(Invocation invocation, String id, Outcome committed) {
            CompletableFuture<Outcome> end = new CompletableFuture<>();
            unsettled.put(invocation.operation(), () -> end.complete(committed));
            if (!held) {
                settle();
            }
            return new Outcome.Unknown(id, end);
        }

        private String run(MemoryState.Transaction transaction, String id, Invocation invocation) {
            return FUNCTIONS.run(
                    new Call(channel, id, clock.instant(), clock.instant(), transaction),
                    invocation.function(),
                    invocation.arguments(),
                    new TreeMap<>(invocation.transientData()),
                    () -> caller(signatory));
        }

        private void requireAvailable(Invocation invocation) {
            if (unavailable.test(invocation)) {
                throw new LedgerUnavailableException("no peer answers", null);
            }
        }
    }

    private static Caller caller(Signatory signatory) {
        CertificateAttributes attributes = Certificates.attributes(signatory.certificate());
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> attributes.roles().contains(role.wire()))
                .collect(Collectors.toSet());
        return new Caller(
                new MspId(signatory.msp()),
                attributes.gln(),
                roles,
                Sha256.of(signatory.certificate().getPublicKey().getEncoded()),
                Certificates.der(signatory.certificate()));
    }
}
