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
    private final Map<String, byte[]> written = new LinkedHashMap<>();

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
        written.put(key.composite(), value);
    }

    /** Gives the peer what is written, and what is expected and was not read: it counts as read. */
    void flush() {
        if (!expected.isEmpty()) {
            readExpected();
        }
        peer.write(stub, written);
        written.clear();
    }

    @Override
    public List<Entry> list(LedgerKey prefix) {
        return read(
                stub.getStateByPartialCompositeKey(prefix.composite()),
                (KeyValue row) -> new Entry(parse(row.getKey()), Bytes.of(row.getValue())));
    }

    /** Fabric gives the newest first (core/ledger/kvledger/history/query_executer.go); the port the oldest. */
    @Override
    public List<Change> history(LedgerKey key) {
        List<Change> changes = read(stub.getHistoryForKey(key.composite()), StubLedgerState::change);
        Collections.reverse(changes);
        return changes;
    }

    private static Change change(KeyModification modification) {
        return new Change(
                modification.getTxId(), modification.getTimestamp(), CanonicalJson.parse(modification.getValue()));
    }

    private static LedgerKey parse(String composite) {
        CompositeKey key = CompositeKey.parseCompositeKey(composite);
        return new LedgerKey(key.getObjectType(), key.getAttributes());
    }

    private static <R, T> List<T> read(QueryResultsIterator<R> rows, Function<R, T> mapping) {
        List<T> all = new ArrayList<>();
        try (rows) {
            rows.forEach(row -> all.add(mapping.apply(row)));
            return all;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the peer did not close a query", e);
        }
    }
}
