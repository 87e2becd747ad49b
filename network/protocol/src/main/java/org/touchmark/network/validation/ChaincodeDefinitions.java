package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/**
 * The keys under which committed chaincode definitions stand in the state of {@code _lifecycle}
 * (core/chaincode/lifecycle/lifecycle.go, serializer.go).
 */
public final class ChaincodeDefinitions {
    public static final String NAMESPACE = "_lifecycle";

    private static final String DEFINITION = "ChaincodeDefinition";
    private static final String DEFAULT_PLUGIN = "vscc";
    private static final String LIFECYCLE_ENDORSEMENT = "/Channel/Application/LifecycleEndorsement";

    private ChaincodeDefinitions() {}

    public static String metadataKey(String chaincode) {
        return "namespaces/metadata/" + chaincode;
    }

    /** The key of a field: {@code Sequence}, {@code EndorsementInfo}, {@code ValidationInfo}, {@code Collections}. */
    public static String fieldKey(String chaincode, String field) {
        return "namespaces/fields/" + chaincode + "/" + field;
    }

    /**
     * The encoded {@code ApplicationPolicy} that a transaction must satisfy to write to the chaincode's namespace.
     *
     * @param metadata the value of {@link #metadataKey}, empty if there is none
     * @param validationInfo the value of the field {@code ValidationInfo}, empty if there is none
     * @return empty if no chaincode of that name is defined, or its definition names another plugin than Fabric's own or
     *     no policy
     */
    public static Optional<ByteString> validationPolicy(
            String chaincode, ByteString metadata, ByteString validationInfo) throws InvalidProtocolBufferException {
        if (chaincode.equals(NAMESPACE)) {
            return Optional.of(ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference(LIFECYCLE_ENDORSEMENT)
                    .build()
                    .toByteString());
        }
        if (!StateMetadata.parseFrom(metadata).getDatatype().equals(DEFINITION)) {
            return Optional.empty();
        }
        ChaincodeValidationInfo info = ChaincodeValidationInfo.parseFrom(
                StateData.parseFrom(validationInfo).getBytes());
        return info.getValidationPlugin().equals(DEFAULT_PLUGIN)
                        && !info.getValidationParameter().isEmpty()
                ? Optional.of(info.getValidationParameter())
                : Optional.empty();
    }
}
