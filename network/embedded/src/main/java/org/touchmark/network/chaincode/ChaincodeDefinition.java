package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import org.hyperledger.fabric.protos.peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeEndorsementInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeSource;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;

/**
 * What the channel knows of a chaincode (core/chaincode/lifecycle/lifecycle.go), without collections, which the
 * embedded ledger refuses.
 *
 * @param sequence from 1, one more with each change
 * @param validationParameter an encoded {@code protos.ApplicationPolicy}
 */
public record ChaincodeDefinition(
        long sequence,
        String version,
        String endorsementPlugin,
        String validationPlugin,
        ByteString validationParameter,
        InitRule initRule) {
    /** The policy of a chaincode that names none. */
    public static final String DEFAULT_POLICY = "/Channel/Application/Endorsement";

    /** Whether a chaincode must be initialized, once for each version, before it is invoked. */
    public enum InitRule {
        NONE,
        REQUIRED
    }

    /** A definition with Fabric's default plug-ins and the channel's endorsement policy. */
    public static ChaincodeDefinition of(long sequence, String version) {
        return new ChaincodeDefinition(sequence, version, "escc", "vscc", defaultPolicy(), InitRule.NONE);
    }

    /** The same as the channel's change of that number. */
    public ChaincodeDefinition withSequence(long number) {
        return new ChaincodeDefinition(
                number, version, endorsementPlugin, validationPlugin, validationParameter, initRule);
    }

    /** Reads a query's answer. */
    public static ChaincodeDefinition of(QueryChaincodeDefinitionResult committed) {
        return new ChaincodeDefinition(
                committed.getSequence(),
                committed.getVersion(),
                committed.getEndorsementPlugin(),
                committed.getValidationPlugin(),
                committed.getValidationParameter(),
                committed.getInitRequired() ? InitRule.REQUIRED : InitRule.NONE);
    }

    /** Reads a commit's arguments and fills in what they leave out. */
    public static ChaincodeDefinition of(CommitChaincodeDefinitionArgs args) {
        return new ChaincodeDefinition(
                args.getSequence(),
                args.getVersion(),
                args.getEndorsementPlugin().isEmpty() ? "escc" : args.getEndorsementPlugin(),
                args.getValidationPlugin().isEmpty() ? "vscc" : args.getValidationPlugin(),
                args.getValidationParameter().isEmpty() ? defaultPolicy() : args.getValidationParameter(),
                args.getInitRequired() ? InitRule.REQUIRED : InitRule.NONE);
    }

    /** The arguments of {@code CommitChaincodeDefinition} that define the chaincode under a name. */
    public CommitChaincodeDefinitionArgs commitArgs(String name) {
        return CommitChaincodeDefinitionArgs.newBuilder()
                .setSequence(sequence)
                .setName(name)
                .setVersion(version)
                .setEndorsementPlugin(endorsementPlugin)
                .setValidationPlugin(validationPlugin)
                .setValidationParameter(validationParameter)
                .setInitRequired(initRequired())
                .build();
    }

    /** The arguments of {@code ApproveChaincodeDefinitionForMyOrg} that agree to it and name the package to run. */
    public ApproveChaincodeDefinitionForMyOrgArgs approveArgs(String name, String packageId) {
        return ApproveChaincodeDefinitionForMyOrgArgs.newBuilder()
                .setSequence(sequence)
                .setName(name)
                .setVersion(version)
                .setEndorsementPlugin(endorsementPlugin)
                .setValidationPlugin(validationPlugin)
                .setValidationParameter(validationParameter)
                .setInitRequired(initRequired())
                .setSource(ChaincodeSource.newBuilder()
                        .setLocalPackage(ChaincodeSource.Local.newBuilder().setPackageId(packageId)))
                .build();
    }

    public boolean initRequired() {
        return initRule == InitRule.REQUIRED;
    }

    ChaincodeEndorsementInfo endorsementInfo() {
        return ChaincodeEndorsementInfo.newBuilder()
                .setVersion(version)
                .setEndorsementPlugin(endorsementPlugin)
                .setInitRequired(initRequired())
                .build();
    }

    ChaincodeValidationInfo validationInfo() {
        return ChaincodeValidationInfo.newBuilder()
                .setValidationPlugin(validationPlugin)
                .setValidationParameter(validationParameter)
                .build();
    }

    private static ByteString defaultPolicy() {
        return ChaincodeTerms.policy(DEFAULT_POLICY);
    }
}
