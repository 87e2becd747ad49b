package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.ledger.KeyValue;
import org.touchmark.network.ledger.StateSnapshot;
import org.touchmark.network.ledger.VersionedValue;
import org.touchmark.network.validation.ChaincodeDefinitions;

/**
 * Chaincode definitions as the state's {@code _lifecycle} namespace holds them, one key a field
 * (core/chaincode/lifecycle/serializer.go).
 */
public final class LifecycleState {
    public static final String NAMESPACE = ChaincodeDefinitions.NAMESPACE;
    private static final String TYPE = "ChaincodeDefinition";
    private static final String SEQUENCE = "Sequence";
    private static final String ENDORSEMENT_INFO = "EndorsementInfo";
    private static final String VALIDATION_INFO = "ValidationInfo";
    private static final String COLLECTIONS = "Collections";

    /** Reads a key of the namespace. */
    @FunctionalInterface
    public interface Reader {
        @Nullable
        ByteString get(String key);
    }

    private LifecycleState() {}

    /** Reads the keys outside a transaction. */
    public static Reader reader(StateSnapshot snapshot) {
        return key -> {
            VersionedValue value = snapshot.get(NAMESPACE, key);
            return value == null ? null : value.value();
        };
    }

    /** The chaincode's current sequence, or 0 if it is not defined. */
    public static long sequence(String chaincode, Reader state) throws SimulationException {
        return field(chaincode, SEQUENCE, state).getInt64();
    }

    /** The chaincode's definition, or empty if the channel has none. */
    public static Optional<ChaincodeDefinition> read(String chaincode, Reader state) throws SimulationException {
        ByteString metadata = state.get(ChaincodeDefinitions.metadataKey(chaincode));
        if (metadata == null) {
            return Optional.empty();
        }
        try {
            StateMetadata type = StateMetadata.parseFrom(metadata);
            if (!type.getDatatype().equals(TYPE)) {
                throw new SimulationException("not a chaincode type: " + type.getDatatype());
            }
            ChaincodeEndorsementInfo endorsement = ChaincodeEndorsementInfo.parseFrom(
                    field(chaincode, ENDORSEMENT_INFO, state).getBytes());
            ChaincodeValidationInfo validation = ChaincodeValidationInfo.parseFrom(
                    field(chaincode, VALIDATION_INFO, state).getBytes());
            return Optional.of(new ChaincodeDefinition(
                    sequence(chaincode, state),
                    endorsement.getVersion(),
                    endorsement.getEndorsementPlugin(),
                    validation.getValidationPlugin(),
                    validation.getValidationParameter(),
                    endorsement.getInitRequired()
                            ? ChaincodeDefinition.InitRule.REQUIRED
                            : ChaincodeDefinition.InitRule.NONE));
        } catch (InvalidProtocolBufferException e) {
            throw new SimulationException(
                    "could not deserialize chaincode definition for chaincode " + chaincode + ": " + e.getMessage(), e);
        }
    }

    /** All definitions, by name. The range is recorded in the simulation's read set. */
    public static Map<String, ChaincodeDefinition> readAll(TransactionSimulator simulator) throws SimulationException {
        Map<String, ChaincodeDefinition> definitions = new LinkedHashMap<>();
        String prefix = ChaincodeDefinitions.metadataKey("");
        RangeScan scan = simulator.range(NAMESPACE, prefix, prefix + "\u007f");
        for (KeyValue row = scan.next(); row != null; row = scan.next()) {
            String name = row.key().substring(prefix.length());
            read(name, key -> simulator.get(NAMESPACE, key)).ifPresent(definition -> definitions.put(name, definition));
        }
        return definitions;
    }

    /** Writes the fields that change, and the metadata if it does, as Fabric's serializer does. */
    public static void write(String chaincode, ChaincodeDefinition definition, TransactionSimulator simulator)
            throws SimulationException {
        Map<String, ByteString> fields = fieldsOf(definition);
        ByteString metadata = StateMetadata.newBuilder()
                .setDatatype(TYPE)
                .addAllFields(List.copyOf(fields.keySet()))
                .build()
                .toByteString();
        ByteString existing = simulator.get(NAMESPACE, ChaincodeDefinitions.metadataKey(chaincode));
        for (Map.Entry<String, ByteString> field : fields.entrySet()) {
            String key = ChaincodeDefinitions.fieldKey(chaincode, field.getKey());
            // Without metadata, Fabric knows of no fields and does not read them.
            ByteString before = existing == null ? null : simulator.get(NAMESPACE, key);
            if (!field.getValue().equals(before)) {
                simulator.put(NAMESPACE, key, field.getValue());
            }
        }
        if (!metadata.equals(existing)) {
            simulator.put(NAMESPACE, ChaincodeDefinitions.metadataKey(chaincode), metadata);
        }
    }

    private static Map<String, ByteString> fieldsOf(ChaincodeDefinition definition) {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        fields.put(
                SEQUENCE,
                StateData.newBuilder().setInt64(definition.sequence()).build().toByteString());
        fields.put(ENDORSEMENT_INFO, bytes(definition.endorsementInfo().toByteString()));
        fields.put(VALIDATION_INFO, bytes(definition.validationInfo().toByteString()));
        fields.put(COLLECTIONS, bytes(ByteString.EMPTY));
        return fields;
    }

    private static ByteString bytes(ByteString value) {
        return StateData.newBuilder().setBytes(value).build().toByteString();
    }

    private static StateData field(String chaincode, String field, Reader state) throws SimulationException {
        ByteString value = state.get(ChaincodeDefinitions.fieldKey(chaincode, field));
        try {
            return value == null ? StateData.getDefaultInstance() : StateData.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new SimulationException(
                    "could not unmarshal state for key " + ChaincodeDefinitions.fieldKey(chaincode, field) + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
