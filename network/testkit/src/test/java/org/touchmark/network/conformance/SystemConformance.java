package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The peers' own chaincodes, which tell of blocks, transactions and definitions. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class SystemConformance extends OnTestedLedger {
    private Contract qscc() {
        return network.getContract("qscc");
    }

    @Test
    void a_block_is_found_by_its_number_its_hash_and_its_transaction() throws Exception {
        SubmittedTransaction submitted = submitted("put", freshKey(), "v");
        long number = submitted.getStatus().getBlockNumber();
        Block streamed;
        try (CloseableIterator<Block> blocks =
                network.newBlockEventsRequest().startBlock(number).build().getEvents()) {
            streamed = blocks.next();
        }
        contract.submitTransaction("put", freshKey(), "the block after");
        Block next = Block.parseFrom(
                qscc().evaluateTransaction("GetBlockByNumber", network.getName(), Long.toString(number + 1)));

        Block byNumber = Block.parseFrom(
                qscc().evaluateTransaction("GetBlockByNumber", network.getName(), Long.toString(number)));
        Block byTransaction = Block.parseFrom(
                qscc().evaluateTransaction("GetBlockByTxID", network.getName(), submitted.getTransactionId()));
        Block byHash = Block.parseFrom(qscc().evaluateTransaction(
                        "GetBlockByHash",
                        network.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        next.getHeader().getPreviousHash().toByteArray()));

        assertThat(byNumber).isEqualTo(streamed).isEqualTo(byTransaction).isEqualTo(byHash);
    }

    @Test
    void a_transaction_is_found_with_its_code() throws Exception {
        SubmittedTransaction valid = submitted("put", freshKey(), "v");
        SubmittedTransaction invalid = call("put", freshKey(), "v")
                .setEndorsingOrganizations(own)
                .build()
                .endorse()
                .submitAsync();
        assertThat(invalid.getStatus().isSuccessful()).isFalse();
        assertThat(valid.getStatus().isSuccessful()).isTrue();

        assertThat(transaction(valid.getTransactionId()).getValidationCode()).isEqualTo(TxValidationCode.VALID_VALUE);
        assertThat(transaction(invalid.getTransactionId()).getValidationCode())
                .isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE_VALUE);
    }

    private ProcessedTransaction transaction(String id) throws Exception {
        return ProcessedTransaction.parseFrom(qscc().evaluateTransaction("GetTransactionByID", network.getName(), id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GetBlockByNumber|99999999|Failed to get block number 99999999, error no such block number [99999999] in index",
                "GetBlockByNumber|x|Failed to parse block number with error strconv.ParseUint: parsing \"x\": invalid syntax",
                "GetTransactionByID|unknown|Failed to get transaction with id unknown, error no such transaction ID [unknown] in index",
                "GetBlockByTxID|unknown|Failed to get block for txID unknown, error no such transaction ID [unknown] in index",
                "GetNothing|x|access denied for [GetNothing][touchmark]: [Unmapped policy for qscc/GetNothing]"
            })
    void what_is_not_there_is_named(String function, String argument, String message) {
        GatewayException failure = failure(
                GatewayException.class, () -> qscc().evaluateTransaction(function, network.getName(), argument));

        assertStatus(
                failure,
                Status.Code.UNKNOWN,
                "evaluate call to endorser returned error: chaincode response 500, " + message);
    }

    @Test
    void a_definition_is_told() throws Exception {
        QueryChaincodeDefinitionResult definition =
                QueryChaincodeDefinitionResult.parseFrom(network.getContract("_lifecycle")
                        .evaluateTransaction(
                                "QueryChaincodeDefinition",
                                QueryChaincodeDefinitionArgs.newBuilder()
                                        .setName(contract.getChaincodeName())
                                        .build()
                                        .toByteArray()));

        assertThat(definition.getSequence()).isEqualTo(1);
        assertThat(definition.getVersion()).isEqualTo("1.0");
        assertThat(definition.getEndorsementPlugin()).isEqualTo("escc");
        assertThat(definition.getValidationPlugin()).isEqualTo("vscc");
    }

    @Test
    void a_definition_that_is_not_there_is_named() {
        byte[] arguments = QueryChaincodeDefinitionArgs.newBuilder()
                .setName("bads")
                .build()
                .toByteArray();

        GatewayException failure = failure(
                GatewayException.class,
                () -> network.getContract("_lifecycle").evaluateTransaction("QueryChaincodeDefinition", arguments));

        assertStatus(
                failure,
                Status.Code.UNKNOWN,
                "evaluate call to endorser returned error: chaincode response 404, namespace bads is not defined");
    }
}
