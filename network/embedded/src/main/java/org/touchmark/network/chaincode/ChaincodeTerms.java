package org.touchmark.network.chaincode;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;

/**
 * What an operator asks of a chaincode's definition at a start. What he leaves open stays as the channel has it, and is
 * Fabric's default where the channel has nothing: so that a start without a word changes nothing.
 *
 * @param validationParameter an encoded {@code protos.ApplicationPolicy}
 * @param sequence refused where it is neither the channel's nor the next; open, a change takes the next
 */
public record ChaincodeTerms(
        Optional<String> version,
        Optional<ByteString> validationParameter,
        Optional<ChaincodeDefinition.InitRule> initRule,
        OptionalLong sequence) {
    /** The version of a chaincode that nobody gave one. */
    public static final String FIRST_VERSION = "1.0";

    /** All is left open. */
    public static final ChaincodeTerms OPEN =
            new ChaincodeTerms(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

    /** The validation parameter of a chaincode with a policy of its own. */
    public static ByteString policy(SignaturePolicyEnvelope policy) {
        return ApplicationPolicy.newBuilder().setSignaturePolicy(policy).build().toByteString();
    }

    /** The validation parameter of a chaincode with a policy of the channel's, by its path. */
    public static ByteString policy(String path) {
        return ApplicationPolicy.newBuilder()
                .setChannelConfigPolicyReference(path)
                .build()
                .toByteString();
    }

    /** Whether anything is asked for. */
    public boolean areOpen() {
        return equals(OPEN);
    }

    /**
     * The definition that is to be committed.
     *
     * @param chaincode its name, for the message
     * @param committed what the channel has
     * @return empty if the channel has what is asked for
     * @throws IllegalArgumentException if the sequence asked for can not follow on the channel's
     */
    public Optional<ChaincodeDefinition> toCommit(String chaincode, Optional<ChaincodeDefinition> committed) {
        ChaincodeDefinition before = committed.orElseGet(() -> ChaincodeDefinition.of(0, FIRST_VERSION));
        ChaincodeDefinition wanted = new ChaincodeDefinition(
                before.sequence(),
                version.orElse(before.version()),
                before.endorsementPlugin(),
                before.validationPlugin(),
                validationParameter.orElse(before.validationParameter()),
                initRule.orElse(before.initRule()));
        boolean unchanged = committed.isPresent() && wanted.equals(before);
        if (unchanged && sequence.orElse(before.sequence()) == before.sequence()) {
            return Optional.empty();
        }
        long next = before.sequence() + 1;
        if (sequence.orElse(next) != next) {
            throw new IllegalArgumentException(
                    "Chaincode %s: sequence %d is asked for, and the channel has %s: a change takes %d. Leave the sequence out, or give that one."
                            .formatted(
                                    chaincode,
                                    sequence.getAsLong(),
                                    committed.isPresent() ? "sequence " + before.sequence() : "no definition of it",
                                    next));
        }
        return Optional.of(wanted.withSequence(next));
    }
}
