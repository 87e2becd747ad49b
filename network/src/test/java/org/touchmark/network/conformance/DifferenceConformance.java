package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryApprovedChaincodeDefinitionArgs;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.admin.GatewayTransactions;

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
