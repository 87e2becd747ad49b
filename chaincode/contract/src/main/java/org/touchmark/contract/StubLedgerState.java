package org.touchmark.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

/** The ledger's state through the shim's stub, of one transaction and for one thread. */
final class StubLedgerState implements LedgerState {
    private final ChaincodeStub stub;

    StubLedgerState(ChaincodeStub stub) {
        this.stub = stub;
    }

    /** The shim can not tell an absent value from an empty one; no rule ever writes an empty one. */
    @Override
    public Optional<byte[]> get(LedgerKey key) {
        return Optional.ofNullable(stub.getState(key.composite())).filter(value -> value.length > 0);
    }

    @Override
    public void put(LedgerKey key, byte[] value) {
        stub.putState(key.composite(), value);
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
