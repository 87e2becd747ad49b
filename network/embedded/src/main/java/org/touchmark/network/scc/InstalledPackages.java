package org.touchmark.network.scc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodeArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodeResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.chaincode.LifecycleState;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.StateSnapshot;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.InvalidIdentityException;
import org.touchmark.network.msp.NodeRole;

/**
 * What {@code _lifecycle} says of the peer itself, without a channel: which chaincodes it can run. They are named to it
 * when the network starts, so that the peer has their ids and no packages.
 */
final class InstalledPackages {
    static final Set<String> FUNCTIONS = Set.of(
            "InstallChaincode", "QueryInstalledChaincode", "QueryInstalledChaincodes", "GetInstalledChaincodePackage");

    private final Ledger ledger;
    private final String mspId;
    private final InstalledChaincodes installed;

    InstalledPackages(Ledger ledger, String mspId, InstalledChaincodes installed) {
        this.ledger = ledger;
        this.mspId = mspId;
        this.installed = installed;
    }

    /** For administrators of the peer's organisation. */
    Response invoke(SystemCall call) throws AccessDeniedException, SimulationException, InvalidProtocolBufferException {
        requireAdministrator(call);
        return switch (call.function()) {
            case "QueryInstalledChaincodes" -> {
                // Without fields, but what is no message at all is refused.
                var unused = QueryInstalledChaincodesArgs.parseFrom(call.args().get(1));
                yield SystemChaincode.success(all());
            }
            case "QueryInstalledChaincode" ->
                one(QueryInstalledChaincodeArgs.parseFrom(call.args().get(1)).getPackageId());
            default ->
                throw new SimulationException("not supported by the embedded ledger: chaincode servers are named to its"
                        + " peers when the network starts (network/up --chaincode), and no package is installed");
        };
    }

    /** The signature is verified before; whether it is an administrator's is asked of the peer's own organisation. */
    private void requireAdministrator(SystemCall call) throws AccessDeniedException {
        try {
            Identity caller = ledger.config().identify(call.signed().identity().toByteArray());
            if (caller.mspId().equals(mspId) && caller.roles().contains(NodeRole.ADMIN)) {
                return;
            }
        } catch (InvalidIdentityException e) {
            throw denied();
        }
        throw denied();
    }

    private AccessDeniedException denied() {
        return new AccessDeniedException("Failed verifying that proposal's creator satisfies local MSP principal during"
                + " channelless check policy with policy [Admins]: [This identity is not an admin of " + mspId + "]");
    }

    private MessageLite all() throws SimulationException {
        QueryInstalledChaincodesResult.Builder result = QueryInstalledChaincodesResult.newBuilder();
        for (var chaincode : installed.all().entrySet()) {
            String id = chaincode.getValue().address().packageId();
            QueryInstalledChaincodesResult.InstalledChaincode.Builder entry =
                    result.addInstalledChaincodesBuilder().setPackageId(id).setLabel(label(id));
            for (Map.Entry<String, String> reference :
                    version(chaincode.getKey()).entrySet()) {
                entry.putReferences(
                        ledger.config().channelId(),
                        QueryInstalledChaincodesResult.References.newBuilder()
                                .addChaincodes(QueryInstalledChaincodesResult.Chaincode.newBuilder()
                                        .setName(reference.getKey())
                                        .setVersion(reference.getValue()))
                                .build());
            }
        }
        return result.build();
    }

    private Response one(String packageId) throws SimulationException {
        for (var chaincode : installed.all().entrySet()) {
            if (chaincode.getValue().address().packageId().equals(packageId)) {
                QueryInstalledChaincodeResult.Builder result = QueryInstalledChaincodeResult.newBuilder()
                        .setPackageId(packageId)
                        .setLabel(label(packageId));
                for (Map.Entry<String, String> reference :
                        version(chaincode.getKey()).entrySet()) {
                    result.putReferences(
                            ledger.config().channelId(),
                            QueryInstalledChaincodeResult.References.newBuilder()
                                    .addChaincodes(QueryInstalledChaincodeResult.Chaincode.newBuilder()
                                            .setName(reference.getKey())
                                            .setVersion(reference.getValue()))
                                    .build());
                }
                return SystemChaincode.success(result.build());
            }
        }
        return Response.newBuilder()
                .setStatus(404)
                .setMessage("could not find chaincode with package id '" + packageId + "'")
                .build();
    }

    /** A package id is its label and hash; one without a hash is all label. */
    private static String label(String packageId) {
        int colon = packageId.lastIndexOf(':');
        return colon < 0 ? packageId : packageId.substring(0, colon);
    }

    /** The chaincode's version, by its name, if the channel has a definition of it. */
    private Map<String, String> version(String chaincode) throws SimulationException {
        try (StateSnapshot snapshot = ledger.snapshot()) {
            Optional<ChaincodeDefinition> definition = LifecycleState.read(chaincode, LifecycleState.reader(snapshot));
            return definition.map(known -> Map.of(chaincode, known.version())).orElseGet(Map::of);
        }
    }
}
