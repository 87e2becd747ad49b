package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.List;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryApprovedChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.network.admin.GatewayTransactions;
import org.touchmark.network.fabric.CommandEnvironment;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestProposal;

/** What Fabric has and the embedded ledger refuses by name. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class DifferenceConformance extends OnTestedLedger {
    /**
     * A chaincode's call.
     *
     * @param asked what {@code TestChaincode}'s function "unsupported" is to do
     * @param worksHere whether Fabric, as these tests run it, does it
     * @param named what the embedded ledger names
     */
    record ChaincodeCall(String asked, Difference difference, boolean worksHere, String named) {}

    static List<ChaincodeCall> calls() {
        return List.of(
                new ChaincodeCall("collection", Difference.KEEPS_PRIVATE_DATA, false, "collection"),
                new ChaincodeCall("collectionWrite", Difference.KEEPS_PRIVATE_DATA, false, "collection"),
                new ChaincodeCall("collectionHash", Difference.KEEPS_PRIVATE_DATA, false, "collection"),
                new ChaincodeCall("richQuery", Difference.ANSWERS_RICH_QUERIES_WITH_COUCHDB, false, "CouchDB"),
                new ChaincodeCall("keyPolicy", Difference.KEEPS_KEY_POLICIES, true, "key-level"),
                new ChaincodeCall("readKeyPolicy", Difference.KEEPS_KEY_POLICIES, true, "key-level"),
                new ChaincodeCall("otherChaincode", Difference.CALLS_OTHER_CHAINCODES, false, "chaincode"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_chaincodes_call_is_done_or_refused_by_name(ChaincodeCall called) throws Exception {
        var proposal = call("unsupported", called.asked())
                .setEndorsingOrganizations(own)
                .build();
        if (ledger().has(called.difference()) && called.worksHere()) {
            assertThat(text(proposal.endorse().getResult())).isEqualTo("it worked");
            return;
        }
        EndorseException failure = failure(EndorseException.class, proposal::endorse);

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        assertCallRefused(failure, called.named());
    }

    @Test
    void blocks_with_private_data_are_streamed_or_refused_by_name() {
        try (CloseableIterator<BlockAndPrivateData> blocks = network.newBlockAndPrivateDataEventsRequest()
                .startBlock(0)
                .build()
                .getEvents()) {
            if (ledger().has(Difference.STREAMS_PRIVATE_DATA)) {
                assertThat(blocks.next().getBlock().getHeader().getNumber()).isZero();
                return;
            }
            GatewayRuntimeException failure = failure(GatewayRuntimeException.class, blocks::hasNext);
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
            assertThat(failure.getStatus().getDescription()).contains("private data");
        }
    }

    @Test
    void what_is_installed_is_told_to_administrators_alone() throws Exception {
        Response told = ofThePeerItself(ledger().admin(own), "QueryInstalledChaincodes");
        Response denied = ofThePeerItself(ledger().client(own), "QueryInstalledChaincodes");

        assertThat(told.getStatus()).as(told.getMessage()).isEqualTo(200);
        var installed = QueryInstalledChaincodesResult.parseFrom(told.getPayload())
                .getInstalledChaincodesList()
                .get(0);
        assertThat(installed.getPackageId())
                .matches(ledger().has(Difference.INSTALLS_PACKAGES) ? ".+:[0-9a-f]{64}" : ".+:embedded");
        assertThat(installed
                        .getReferencesOrThrow(network.getName())
                        .getChaincodes(0)
                        .getName())
                .isEqualTo(contract.getChaincodeName());
        assertThat(denied.getStatus()).isEqualTo(500);
        assertThat(denied.getMessage()).contains("channelless check policy with policy [Admins]");
    }

    /** A call of {@code _lifecycle} without a channel and with empty arguments. */
    private Response ofThePeerItself(SigningIdentity caller, String function) {
        SignedProposal proposal = TestProposal.by(caller, function, "")
                .channel("")
                .chaincode("_lifecycle")
                .build();
        return EndorserGrpc.newBlockingStub(ledger().channel(own))
                .processProposal(proposal)
                .getResponse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"InstallChaincode", "GetInstalledChaincodePackage"})
    void packages_are_handled_or_refused_by_name(String function) throws Exception {
        if (ledger().has(Difference.INSTALLS_PACKAGES)) {
            return;
        }
        Response refused = ofThePeerItself(ledger().admin(own), function);

        assertThat(refused.getStatus()).isEqualTo(500);
        assertThat(refused.getMessage()).contains(function).contains("not supported by the embedded ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"discovery.Discovery/Discover", "protos.Snapshot/QueryPendings"})
    void services_are_there_or_refused_by_name(String method) {
        MethodDescriptor<Envelope, Envelope> descriptor = MethodDescriptor.<Envelope, Envelope>newBuilder()
                .setFullMethodName(method)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setRequestMarshaller(ProtoUtils.marshaller(Envelope.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Envelope.getDefaultInstance()))
                .build();
        Status status;
        try {
            ClientCalls.blockingUnaryCall(
                    ledger().channel(own), descriptor, CallOptions.DEFAULT, Envelope.getDefaultInstance());
            status = Status.OK;
        } catch (StatusRuntimeException e) {
            status = e.getStatus();
        }

        if (ledger().has(Difference.DISCOVERS_AND_SNAPSHOTS)) {
            assertThat(status.getCode()).isNotEqualTo(Status.Code.UNIMPLEMENTED);
            return;
        }
        assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(status.getDescription())
                .contains("the embedded ledger has no service " + method.substring(0, method.indexOf('/')));
    }

    @Test
    void an_orderers_administration_is_there_or_its_lack_is_told() throws Exception {
        CommandEnvironment environment = new CommandEnvironment(ledger().folder());
        if (ledger().has(Difference.ADMINISTERS_ORDERERS)) {
            assertThat(environment.of("orderer0")).containsKey("ORDERER_ADMIN");
            return;
        }

        assertThat(failure(IOException.class, () -> environment.of("orderer0")))
                .hasMessageContaining("orderer0 has no administration interface");
    }

    @Test
    void approvals_of_a_definition_are_kept_or_refused_by_name() throws Exception {
        GatewayTransactions transactions =
                new GatewayTransactions(ledger().admin(own), network.getName(), ledger().channel(own));
        var query = transactions.lifecycle(
                "QueryApprovedChaincodeDefinition",
                QueryApprovedChaincodeDefinitionArgs.newBuilder()
                        .setName(contract.getChaincodeName())
                        .setSequence(1)
                        .build());
        if (ledger().has(Difference.APPROVES_DEFINITIONS)) {
            assertThat(transactions.evaluate(query, own)).isNotEmpty();
            return;
        }
        StatusRuntimeException refusal = failure(StatusRuntimeException.class, () -> transactions.evaluate(query, own));

        assertThat(refusal.getStatus().getDescription()).contains("not supported by the embedded ledger");
    }
}
