package org.touchmark.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.KeyValue;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.ledger.Entry;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * The ledger's state as a peer has it, of one transaction and for one thread. Keys that are expected come together with the
 * first one that is needed; writes are held until {@link #flush}.
 */
final class StubLedgerState implements LedgerState {
    private final ChaincodeStub stub;
    private final PeerState peer;
    private final Set<String> expected = new LinkedHashSet<>();
    private final Map<String, byte[]> read = new HashMap<>();
    private final Map<String, Optional<byte[]>> written = new LinkedHashMap<>();

    StubLedgerState(ChaincodeStub stub, PeerState peer) {
        this.stub = stub;
        this.peer = peer;
    }

    @Override
    public void expect(LedgerKey key) {
        String composite = key.composite();
        if (!read.containsKey(composite)) {
            expected.add(composite);
        }
    }

    /** The shim can not tell an absent value from an empty one; no rule ever writes an empty one. */
    @Override
    public Optional<byte[]> get(LedgerKey key) {
        String composite = key.composite();
        if (!read.containsKey(composite)) {
            expected.add(composite);
            readExpected();
        }
        return Optional.ofNullable(read.get(composite)).filter(value -> value.length > 0);
    }

    private void readExpected() {
        List<String> keys = List.copyOf(expected);
        List<byte[]> values = peer.read(stub, keys);
        for (int i = 0; i < keys.size(); i++) {
            read.put(keys.get(i), values.get(i));
        }
        expected.clear();
    }

    @Override
    public void put(LedgerKey key, byte[] value) {
        written.put(key.composite(), Optional.of(value));
    }

    @Override
    public void delete(LedgerKey key) {
        written.put(key.composite(), Optional.empty());
    }

    /** Gives the peer what is written, and what is expected and was not read: it counts as read. */
    void flush() {
        if (!expected.isEmpty()) {
            readExpected();
        }
        peer.write(stub, written);
        written.clear();
    }

    /** The shim begins no query of composite keys in their middle, so what comes before is passed over as it streams by. */
    @Override
    public List<Entry> list(LedgerKey prefix, Optional<LedgerKey> after, int max) {
        Predicate<KeyValue> wanted = row -> after.filter(key -> row.getKey().compareTo(key.composite()) <= 0)
                .isEmpty();
        return read(
                stub.getStateByPartialCompositeKey(prefix.composite()),
                rows -> rows.filter(wanted)
                        .limit(max)
                        .map(row -> new Entry(parse(row.getKey()), Bytes.of(row.getValue())))
                        .toList());
    }

    /** Fabric gives the newest first (core/ledger/kvledger/history/query_executer.go); the port the oldest. */
    @Override
    public List<Change> history(LedgerKey key) {
        return read(stub.getHistoryForKey(key.composite()), rows -> {
            List<Change> changes = new ArrayList<>(rows.filter(row -> !row.isDeleted())
                    .map(StubLedgerState::change)
                    .toList());
            Collections.reverse(changes);
            return changes;
        });
    }

    private static Change change(KeyModification modification) {
        return new Change(
                modification.getTxId(), modification.getTimestamp(), CanonicalJson.parse(modification.getValue()));
    }

    private static LedgerKey parse(String composite) {
        CompositeKey key = CompositeKey.parseCompositeKey(composite);
        return new LedgerKey(key.getObjectType(), key.getAttributes());
    }

    private static <R, T> List<T> read(QueryResultsIterator<R> rows, Function<Stream<R>, List<T>> reading) {
        try (rows) {
            return reading.apply(StreamSupport.stream(rows.spliterator(), false));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the peer did not close a query", e);
        }
    }
}
