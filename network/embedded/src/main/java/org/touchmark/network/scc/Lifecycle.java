package org.touchmark.network.scc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsResult;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.chaincode.LifecycleState;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.chaincode.TransactionSimulator;
import org.touchmark.network.ledger.Ledger;

/** {@code _lifecycle}: defines chaincodes on the channel (core/chaincode/lifecycle/scc.go). */
public final class Lifecycle implements SystemChaincode {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");
    private static final Pattern VERSION_PATTERN = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final Set<String> SYSTEM_NAMES = Set.of("cscc", "escc", "lscc", "qscc", "vscc");
    /** Longer ones would be keys that no person can read. */
    private static final int MAX_NAME_LENGTH = 128;

    private final ChannelAccess access;
    private final String mspId;
    private final LifecycleApprovals approvals;
    private final InstalledPackages packages;

    /** {@code installed} is what the peer itself can run. */
    public Lifecycle(Ledger ledger, String mspId, LifecycleApprovals approvals, InstalledChaincodes installed) {
        this.packages = new InstalledPackages(ledger, mspId, installed);
        this.access = new ChannelAccess(ledger);
        this.mspId = mspId;
        this.approvals = approvals;
    }

    @Override
    public String name() {
        return LifecycleState.NAMESPACE;
    }

    @Override
    public boolean readsState() {
        return true;
    }

    @Override
    public Response invoke(SystemCall call) {
        if (call.args().isEmpty()) {
            return SystemChaincode.error("lifecycle scc must be invoked with arguments");
        }
        if (call.args().size() != 2) {
            return SystemChaincode.error("lifecycle scc operations require exactly two arguments but received "
                    + call.args().size());
        }
        String function = call.function();
        try {
            if (InstalledPackages.FUNCTIONS.contains(function)) {
                return packages.invoke(call);
            }
            access.require(ChannelAccess.WRITERS, call.channelId(), call.signed());
            Optional<MessageLite> answer =
                    run(function, call.args().get(1), call.simulator().orElseThrow());
            return answer.map(SystemChaincode::success).orElseGet(() -> notDefined(call));
        } catch (AccessDeniedException e) {
            return SystemChaincode.error("Failed to authorize invocation due to failed ACL check: " + e.getMessage());
        } catch (InvalidProtocolBufferException e) {
            return failure(function, "could not decode input arg for " + function + ": " + e.getMessage());
        } catch (SimulationException e) {
            return failure(function, String.valueOf(e.getMessage()));
        }
    }

    static Response failure(String function, String reason) {
        return SystemChaincode.error("failed to invoke backing implementation of '" + function + "': " + reason);
    }

    /** Only a query for one definition answers nothing. */
    private static Response notDefined(SystemCall call) {
        String name;
        try {
            name = QueryChaincodeDefinitionArgs.parseFrom(call.args().get(1)).getName();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("parsed before", e);
        }
        return Response.newBuilder()
                .setStatus(404)
                .setMessage("namespace " + name + " is not defined")
                .build();
    }

    private Optional<MessageLite> run(String function, ByteString args, TransactionSimulator simulator)
            throws SimulationException, InvalidProtocolBufferException {
        return switch (function) {
            case "CommitChaincodeDefinition" ->
                Optional.of(commit(CommitChaincodeDefinitionArgs.parseFrom(args), simulator));
            case "QueryChaincodeDefinition" -> query(QueryChaincodeDefinitionArgs.parseFrom(args), simulator);
            case "QueryChaincodeDefinitions" -> {
                // Without fields, but what is no message at all is refused.
                var unused = QueryChaincodeDefinitionsArgs.parseFrom(args);
                yield Optional.of(queryAll(simulator));
            }
            case "ApproveChaincodeDefinitionForMyOrg",
                    "QueryApprovedChaincodeDefinition",
                    "QueryApprovedChaincodeDefinitions",
                    "QueryApprovedLifecycleState",
                    "CheckCommitReadiness",
                    "QueryApprovalStatus" ->
                throw new SimulationException("not supported by the embedded ledger: Fabric keeps approvals in private "
                        + "data, which it lacks; the operator approves a definition when the network deploys it");
            default -> throw new SimulationException("receiver lifecycle.Invocation." + function + " does not exist");
        };
    }

    private CommitChaincodeDefinitionResult commit(CommitChaincodeDefinitionArgs args, TransactionSimulator simulator)
            throws SimulationException {
        validate(args.getName(), args.getVersion(), args.getCollections());
        long current = LifecycleState.sequence(args.getName(), key -> simulator.get(LifecycleState.NAMESPACE, key));
        if (args.getSequence() != current + 1) {
            throw new SimulationException("requested sequence is " + args.getSequence()
                    + ", but new definition must be sequence " + (current + 1));
        }
        ChaincodeDefinition definition = ChaincodeDefinition.of(args);
        if (!approvals.agreesTo(args.getName(), definition)) {
            throw new SimulationException("chaincode definition not agreed to by this org (" + mspId + ")");
        }
        LifecycleState.write(args.getName(), definition, simulator);
        return CommitChaincodeDefinitionResult.getDefaultInstance();
    }

    private static void validate(String name, String version, CollectionConfigPackage collections)
            throws SimulationException {
        if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
            throw invalid("invalid chaincode name '" + name
                    + "'. Names can only consist of alphanumerics, '_', and '-' and can only begin with alphanumerics");
        }
        if (SYSTEM_NAMES.contains(name)) {
            throw invalid("chaincode name '" + name + "' is the name of a system chaincode");
        }
        if (!VERSION_PATTERN.matcher(version).matches()) {
            throw invalid("invalid chaincode version '" + version
                    + "'. Versions can only consist of alphanumerics, '_', '-', '+', and '.'");
        }
        if (collections.getConfigCount() > 0) {
            throw invalid("not supported by the embedded ledger: private data collections; run on Fabric for them");
        }
    }

    private static SimulationException invalid(String reason) {
        return new SimulationException("error validating chaincode definition: " + reason);
    }

    private static Optional<MessageLite> query(QueryChaincodeDefinitionArgs args, TransactionSimulator simulator)
            throws SimulationException {
        return LifecycleState.read(args.getName(), key -> simulator.get(LifecycleState.NAMESPACE, key))
                .map(definition -> QueryChaincodeDefinitionResult.newBuilder()
                        .setSequence(definition.sequence())
                        .setVersion(definition.version())
                        .setEndorsementPlugin(definition.endorsementPlugin())
                        .setValidationPlugin(definition.validationPlugin())
                        .setValidationParameter(definition.validationParameter())
                        .setInitRequired(definition.initRequired())
                        .setCollections(CollectionConfigPackage.getDefaultInstance())
                        .build());
    }

    private static QueryChaincodeDefinitionsResult queryAll(TransactionSimulator simulator) throws SimulationException {
        QueryChaincodeDefinitionsResult.Builder result = QueryChaincodeDefinitionsResult.newBuilder();
        LifecycleState.readAll(simulator)
                .forEach((name, definition) ->
                        result.addChaincodeDefinitions(QueryChaincodeDefinitionsResult.ChaincodeDefinition.newBuilder()
                                .setName(name)
                                .setSequence(definition.sequence())
                                .setVersion(definition.version())
                                .setEndorsementPlugin(definition.endorsementPlugin())
                                .setValidationPlugin(definition.validationPlugin())
                                .setValidationParameter(definition.validationParameter())
                                .setInitRequired(definition.initRequired())
                                .setCollections(CollectionConfigPackage.getDefaultInstance())));
        return result.build();
    }
}
