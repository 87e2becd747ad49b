package org.touchmark.network.peer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.LifecycleState;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.chaincode.TransactionSimulator;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.StateSnapshot;

/**
 * The channel's chaincode definitions, remembered by their sequence, of which each has one for ever
 * (core/chaincode/lifecycle/endorsement_info.go). Safe for many threads.
 */
final class DefinedChaincodes {
    private final Map<String, ChaincodeDefinition> latest = new ConcurrentHashMap<>();

    /** As a simulation does: the sequence is read within the transaction, the rest beside it. */
    Optional<ChaincodeDefinition> find(String chaincode, TransactionSimulator simulator) throws SimulationException {
        return find(
                chaincode,
                LifecycleState.sequence(chaincode, key -> simulator.get(LifecycleState.NAMESPACE, key)),
                key -> simulator.peek(LifecycleState.NAMESPACE, key));
    }

    /** Outside a transaction, as of now. */
    Optional<ChaincodeDefinition> find(String chaincode, Ledger ledger) throws SimulationException {
        try (StateSnapshot snapshot = ledger.snapshot()) {
            LifecycleState.Reader reader = LifecycleState.reader(snapshot);
            return find(chaincode, LifecycleState.sequence(chaincode, reader), reader);
        }
    }

    private Optional<ChaincodeDefinition> find(String chaincode, long sequence, LifecycleState.Reader state)
            throws SimulationException {
        if (sequence == 0) {
            return Optional.empty();
        }
        ChaincodeDefinition known = latest.get(chaincode);
        if (known != null && known.sequence() == sequence) {
            return Optional.of(known);
        }
        Optional<ChaincodeDefinition> read = LifecycleState.read(chaincode, state);
        read.ifPresent(definition -> latest.put(chaincode, definition));
        return read;
    }
}
