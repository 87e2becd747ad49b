package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import org.touchmark.network.chaincode.ChaincodeCall;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeLink;
import org.touchmark.network.chaincode.ChaincodeResult;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.chaincode.TransactionSimulator;

/** Invokes the channel's own chaincodes by their definitions (core/chaincode/chaincode_support.go). */
final class UserChaincodes {
    /** Keeps the version that a chaincode was initialized for, in its own namespace. */
    private static final String INITIALIZED_KEY = "\u0000\uDBFF\uDFFFinitialized";

    private final InstalledChaincodes installed;
    private final DefinedChaincodes definitions;

    UserChaincodes(InstalledChaincodes installed, DefinedChaincodes definitions) {
        this.installed = installed;
        this.definitions = definitions;
    }

    /** What ran, and of which version. */
    record Run(String version, ChaincodeResult result) {}

    Run run(UnpackedProposal proposal, TransactionSimulator simulator) throws SimulationException {
        String name = proposal.chaincode();
        ChaincodeDefinition definition = definitions
                .find(name, simulator)
                .orElseThrow(() -> notDefined(proposal, "chaincode " + name + " not found"));
        ChaincodeLink link = installed
                .find(name)
                .orElseThrow(() -> notDefined(
                        proposal, "chaincode definition for '" + name + "' exists, but chaincode is not installed"));
        try {
            checkInitialized(proposal, definition, simulator);
            ChaincodeResult result = link.execute(new ChaincodeCall(
                    proposal.channelId(),
                    proposal.transactionId(),
                    name,
                    proposal.input(),
                    proposal.signedProposal(),
                    simulator));
            return new Run(definition.version(), result);
        } catch (SimulationException e) {
            throw new SimulationException("error in simulation: " + e.getMessage(), e);
        }
    }

    private static SimulationException notDefined(UnpackedProposal proposal, String reason) {
        return new SimulationException("make sure the chaincode " + proposal.chaincode()
                + " has been successfully defined on channel " + proposal.channelId() + " and try again: " + reason);
    }

    private static void checkInitialized(
            UnpackedProposal proposal, ChaincodeDefinition definition, TransactionSimulator simulator)
            throws SimulationException {
        String name = proposal.chaincode();
        ByteString version = ByteString.copyFromUtf8(definition.version());
        boolean uninitialized = definition.initRequired() && !version.equals(simulator.get(name, INITIALIZED_KEY));
        if (proposal.input().getIsInit()) {
            if (!definition.initRequired()) {
                throw invalid(proposal, "chaincode '" + name + "' does not require initialization but called as init");
            }
            if (!uninitialized) {
                throw invalid(proposal, "chaincode '" + name + "' is already initialized but called as init");
            }
            simulator.put(name, INITIALIZED_KEY, version);
        } else if (uninitialized) {
            throw invalid(
                    proposal,
                    "chaincode '" + name + "' has not been initialized for this version, must call as init first");
        }
    }

    private static SimulationException invalid(UnpackedProposal proposal, String reason) {
        return new SimulationException(
                "failed to execute transaction " + proposal.transactionId() + ": invalid invocation: " + reason);
    }
}
