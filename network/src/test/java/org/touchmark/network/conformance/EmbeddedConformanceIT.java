package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.network.junit.NetworkExtension;
import org.touchmark.network.testing.TestChaincodeServer;

/** The conformance suite on the embedded ledger, and what the embedded ledger refuses by name. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedConformanceIT extends GatewayConformance {
    @RegisterExtension
    static final NetworkExtension NETWORK =
            NetworkExtension.embedded(TestChaincodeServer.program()).withExecuteTimeout(Duration.ofSeconds(3));

    private static final TestedLedger LEDGER =
            new EmbeddedLedger(() -> NETWORK.network().connectionProfile());

    @AfterAll
    static void disconnect() {
        LEDGER.close();
    }

    @Override
    TestedLedger ledger() {
        return LEDGER;
    }

    @Nested
    class Refused_by_name extends OnTestedLedger {
        @Override
        TestedLedger ledger() {
            return LEDGER;
        }

        @ParameterizedTest
        @CsvSource({
            "collection, collection",
            "collectionWrite, collection",
            "collectionHash, collection",
            "richQuery, rich",
            "keyPolicy, key-level",
            "readKeyPolicy, key-level",
            "otherChaincode, chaincode"
        })
        void are_private_data_rich_queries_key_policies_and_calls_of_other_chaincodes(String asked, String named) {
            EndorseException failure = failure(
                    EndorseException.class,
                    () -> contract.newProposal("unsupported")
                            .addArguments(asked)
                            .setEndorsingOrganizations(own)
                            .build()
                            .endorse());

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(detailsOf(failure)).singleElement().asString().containsIgnoringCase(named);
        }

        @Test
        void are_blocks_with_private_data() {
            try (CloseableIterator<BlockAndPrivateData> events = network.getBlockAndPrivateDataEvents()) {
                GatewayRuntimeException failure = failure(GatewayRuntimeException.class, events::hasNext);

                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
                assertThat(failure.getStatus().getDescription()).contains("private data");
            }
        }
    }
}
