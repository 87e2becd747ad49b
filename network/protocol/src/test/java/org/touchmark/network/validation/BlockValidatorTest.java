package org.touchmark.network.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.testing.FaultyTransaction;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

/** What is judged of a block's transactions without a state. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockValidatorTest {
    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);
    private final BlockValidator validator = new BlockValidator(consortium.config(), this::policy);

    private Optional<ByteString> policy(String chaincode) {
        if (chaincode.equals(TestTransactions.CHAINCODE)) {
            return Optional.of(ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                    .build()
                    .toByteString());
        }
        try {
            return ChaincodeDefinitions.validationPolicy(chaincode, ByteString.EMPTY, ByteString.EMPTY);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no bytes are a message without fields", e);
        }
    }

    private List<TxValidationCode> codes(Set<String> known, Envelope... envelopes) {
        Block block = new BlockAssembler(consortium.orderer())
                .next(
                        consortium.blockZero(),
                        Stream.of(envelopes).map(Envelope::toByteString).toList());
        return Stream.of(validator.check(block, known)).map(Checked::code).toList();
    }

    static List<FaultyTransaction> faults() {
        return FaultyTransaction.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void each_fault_has_its_code_and_harms_nothing_beside_it(FaultyTransaction fault) {
        assertThat(codes(Set.of(), fault.madeBy(transactions), transactions.write("good", "1")))
                .containsExactly(fault.code(), TxValidationCode.VALID);
    }

    @Test
    void an_id_counts_once_in_a_block_and_once_in_a_chain() {
        Envelope envelope = transactions.write("a", "1");
        String id = Envelopes.claimedTransactionId(envelope.toByteString());

        assertThat(codes(Set.of(), envelope, envelope))
                .containsExactly(TxValidationCode.VALID, TxValidationCode.DUPLICATE_TXID);
        assertThat(codes(Set.of(id), envelope)).containsExactly(TxValidationCode.DUPLICATE_TXID);
    }

    @Test
    void a_valid_transaction_comes_with_what_it_writes_and_an_invalid_one_with_its_reason() {
        Block block = new BlockAssembler(consortium.orderer())
                .next(
                        consortium.blockZero(),
                        List.of(
                                transactions.write("a", "1").toByteString(),
                                transactions
                                        .draft()
                                        .chaincode("unheard")
                                        .build()
                                        .toByteString()));
        Checked[] results = validator.check(block, Set.of());

        assertThat(results[0].content().orElseThrow().readWriteSet().namespaces())
                .singleElement()
                .satisfies(namespace ->
                        assertThat(namespace.set().getWrites(0).getKey()).isEqualTo("a"));
        assertThat(results[1].content()).isEmpty();
        assertThat(results[1].code()).isEqualTo(TxValidationCode.INVALID_CHAINCODE);
        assertThat(results[1].reason()).isEqualTo("chaincode 'unheard' is not defined");
    }
}
