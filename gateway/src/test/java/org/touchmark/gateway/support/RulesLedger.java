package org.touchmark.gateway.support;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.CustodyRules;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.custody.UnitChange;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Operation;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.party.Caller;
import org.touchmark.domain.party.Claims;
import org.touchmark.domain.party.Consortium;
import org.touchmark.domain.party.LabelKeyRules;
import org.touchmark.domain.party.MspId;
import org.touchmark.domain.party.Parties;
import org.touchmark.domain.party.Party;
import org.touchmark.domain.party.PartyRules;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.trust.CertificateAttributes;
import org.touchmark.domain.trust.Certificates;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;
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
    private static final Claims CLAIMS = Claims.checkedBy(Crypto.PROVIDER);

    private final MemoryState state = new MemoryState();
    private final AtomicLong transactions = new AtomicLong();
    private final String channel;
    private final Clock clock;
    private final List<PeerStatus> peers = new ArrayList<>();
    private volatile Predicate<Invocation> unavailable = invocation -> false;
    private volatile Predicate<Invocation> lost = invocation -> false;
    private volatile boolean held;
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
            Call call = call(state.begin("", clock.instant()), "");
            return CanonicalJson.write(read(call, invocation.function(), invocation.arguments()));
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
                    String result = once(call(transaction, id), invocation);
                    transaction.commit();
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

        private String once(Call call, Invocation invocation) {
            call.requireTimely();
            List<String> all = invocation.arguments();
            List<String> arguments = all.subList(1, all.size());
            SortedMap<String, byte[]> transientData = new TreeMap<>(invocation.transientData());
            Caller caller = caller(signatory);
            return Operation.of(all.get(0), invocation.function(), arguments, transientData)
                    .once(
                            call.state(),
                            caller.msp().value(),
                            caller.owner(),
                            () -> CanonicalJson.write(write(call, caller, all.get(0), invocation)));
        }

        private void requireAvailable(Invocation invocation) {
            if (unavailable.test(invocation)) {
                throw new LedgerUnavailableException("no peer answers", null);
            }
        }
    }

    private Call call(MemoryState.Transaction transaction, String id) {
        return new Call(channel, id, clock.instant(), clock.instant(), transaction);
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
                Sha256.of(signatory.certificate().getPublicKey().getEncoded()));
    }

    private static JsonObject write(Call call, Caller caller, String operation, Invocation invocation) {
        List<String> a = invocation.arguments();
        return switch (invocation.function()) {
            case "party:Found" ->
                PartyRules.found(call, caller, Consortium.fromJson(json(a.get(1))))
                        .toJson();
            case "party:Propose" ->
                PartyRules.propose(call, caller, Party.fromJson(json(a.get(1)))).toJson();
            case "party:Vote" ->
                PartyRules.vote(call, caller, new Gln(a.get(1)), Bytes.fromHex("digest", a.get(2), Sha256.LENGTH))
                        .toJson();
            case "party:RegisterLabelKey" ->
                LabelKeyRules.register(call, caller, CLAIMS, LabelKey.fromJson(json(a.get(1))))
                        .toJson();
            case "batch:Open" ->
                BatchRules.open(call, caller, BatchTerms.fromJson(json(a.get(1))))
                        .toJson();
            case "batch:AddPages" ->
                BatchRules.addPages(
                                call,
                                caller,
                                Gtin.parse(a.get(1)),
                                new Lot(a.get(2)),
                                new TreeMap<>(invocation.transientData()))
                        .toJson();
            case "batch:Seal" ->
                BatchRules.seal(
                                call,
                                caller,
                                CLAIMS,
                                Gtin.parse(a.get(1)),
                                new Lot(a.get(2)),
                                Seal.fromJson(json(a.get(3))))
                        .toJson();
            case "custody:Offer" ->
                CustodyRules.offer(
                                call, caller, CLAIMS, SignedOffer.fromJson(json(a.get(1)), new OperationId(operation)))
                        .toJson();
            case "custody:Accept" ->
                CustodyRules.accept(
                                call,
                                caller,
                                CLAIMS,
                                new OperationId(a.get(1)),
                                ClaimantSignature.fromJson(json(a.get(2))))
                        .toJson();
            default -> throw unknown(invocation.function());
        };
    }

    private static JsonValue read(Call call, String function, List<String> a) {
        return switch (function) {
            case "party:Read" -> Parties.read(call.state(), new Gln(a.get(0))).toJson();
            case "party:LabelKeys" -> array(LabelKeyRules.list(call.state(), new Gln(a.get(0))), LabelKey::toJson);
            case "batch:Missing" ->
                BatchRules.missing(call.state(), Gtin.parse(a.get(0)), new Lot(a.get(1)))
                        .toJson();
            case "batch:Read" ->
                Batches.read(call.state(), Gtin.parse(a.get(0)), new Lot(a.get(1)))
                        .toJson();
            case "batch:List" -> array(Batches.list(call.state(), Gtin.parse(a.get(0))), BatchHead::toJson);
            case "unit:Read" ->
                UnitReading.of(call.state(), Gtin.parse(a.get(0)), a.get(1), UnitDigest.parse(a.get(2)))
                        .toJson();
            case "unit:History" -> array(Custody.history(call.state(), UnitDigest.parse(a.get(0))), UnitChange::toJson);
            case "custody:Read" ->
                Custody.read(call.state(), new OperationId(a.get(0))).toJson();
            default -> throw unknown(function);
        };
    }

    private static <T> JsonArray array(List<T> things, Function<T, JsonObject> toJson) {
        return new JsonArray(things.stream().<JsonValue>map(toJson).toList());
    }

    private static JsonObject json(String text) {
        return CanonicalJson.parseAnyOrder(text);
    }

    private static RefusedException unknown(String function) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, "no function " + function);
    }
}
