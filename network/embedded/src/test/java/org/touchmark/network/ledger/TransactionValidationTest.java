package org.touchmark.network.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.testing.FaultyTransaction;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

/** Each code of the checks that need no state, from an envelope with real signatures and one fault. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransactionValidationTest extends OnLedger {
    private TestTransactions.Draft draft() {
        return transactions.draft().set(TestTransactions.CHAINCODE, set -> TestTransactions.put(set, "k", "v"));
    }

    /** Commits the faulty envelope beside a good one: it must get the code, write nothing, and not harm the other. */
    private void assertInvalid(Envelope faulty, TxValidationCode code) {
        assertThat(fixture.commit(faulty, transactions.write("good", "1")))
                .containsExactly(code, TxValidationCode.VALID);
        try (StateSnapshot state = fixture.ledger.snapshot()) {
            assertThat(state.get(TestTransactions.CHAINCODE, "k")).isNull();
            assertThat(state.history(TestTransactions.CHAINCODE, "k").hasNext()).isFalse();
            assertThat(state.get(TestTransactions.CHAINCODE, "good")).isNotNull();
        }
    }

    @Test
    void an_endorsed_and_signed_transaction_is_valid_and_written() {
        assertThat(fixture.commit(draft().build())).containsExactly(TxValidationCode.VALID);
        try (StateSnapshot state = fixture.ledger.snapshot()) {
            assertThat(state.get(TestTransactions.CHAINCODE, "k").value()).isEqualTo(ByteString.copyFromUtf8("v"));
        }
    }

    static List<FaultyTransaction> faults() {
        return FaultyTransaction.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void with_one_fault_it_is_invalid(FaultyTransaction fault) {
        assertInvalid(fault.madeBy(transactions), fault.code());
    }

    /** Fabric's peers stop at such a block for good (gossip/state/state.go), so it is not among the faults above. */
    @Test
    void a_range_summed_up_by_hashes_of_another_degree_is_BAD_RWSET() {
        Envelope envelope = transactions.of(set -> {
            set.addRangeQueriesInfoBuilder().setReadsMerkleHashes(QueryReadsMerkleSummary.getDefaultInstance());
            return TestTransactions.put(set, "k", "v");
        });
        assertInvalid(envelope, TxValidationCode.BAD_RWSET);
    }

    @Nested
    class Envelope_and_header {
        @Test
        void a_payload_that_does_not_parse_is_BAD_PAYLOAD() {
            Envelope envelope = draft().build().toBuilder()
                    .setPayload(ByteString.copyFromUtf8("garbage"))
                    .build();
            assertInvalid(envelope, TxValidationCode.BAD_PAYLOAD);
        }

        @Test
        void a_payload_without_header_is_BAD_COMMON_HEADER() {
            Envelope envelope = draft().build().toBuilder()
                    .setPayload(Payload.newBuilder()
                            .setData(ByteString.copyFromUtf8("data"))
                            .build()
                            .toByteString())
                    .build();
            assertInvalid(envelope, TxValidationCode.BAD_COMMON_HEADER);
        }

        @Test
        void a_configuration_update_is_UNSUPPORTED_TX_PAYLOAD() {
            assertInvalid(draft().type(HeaderType.CONFIG_UPDATE).build(), TxValidationCode.UNSUPPORTED_TX_PAYLOAD);
        }

        @Test
        void a_configuration_is_INVALID_CONFIG_TRANSACTION() {
            assertInvalid(draft().type(HeaderType.CONFIG).build(), TxValidationCode.INVALID_CONFIG_TRANSACTION);
        }

        @Test
        void another_type_of_header_is_BAD_COMMON_HEADER() {
            assertInvalid(draft().type(HeaderType.MESSAGE).build(), TxValidationCode.BAD_COMMON_HEADER);
        }
    }

    @Nested
    class Creator {
        @Test
        void a_stranger_is_BAD_CREATOR_SIGNATURE() {
            assertInvalid(
                    draft().creator(fixture.consortium.stranger()).build(), TxValidationCode.BAD_CREATOR_SIGNATURE);
        }

        @Test
        void another_channel_is_BAD_CREATOR_SIGNATURE() {
            assertInvalid(draft().channel("elsewhere").build(), TxValidationCode.BAD_CREATOR_SIGNATURE);
        }

        @Test
        void a_certificate_that_expired_since_is_accepted_as_Fabric_does() {
            Envelope envelope = draft().creator(fixture.consortium.expiredClient(TestConsortium.AURELIA))
                    .build();
            assertThat(fixture.commit(envelope)).containsExactly(TxValidationCode.VALID);
        }

        @Test
        void a_payload_edited_after_signing_is_BAD_CREATOR_SIGNATURE() {
            Envelope other = draft().build();
            Envelope envelope =
                    draft().build().toBuilder().setPayload(other.getPayload()).build();
            assertInvalid(envelope, TxValidationCode.BAD_CREATOR_SIGNATURE);
        }
    }

    @Nested
    class Endorsement {
        @Test
        void two_endorsements_of_one_organisation_are_ENDORSEMENT_POLICY_FAILURE() {
            Envelope envelope = draft().endorsers(
                            transactions.peers().get(0), fixture.consortium.peer(TestConsortium.AURELIA))
                    .build();
            assertInvalid(envelope, TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        }
    }

    @Nested
    class What_the_embedded_ledger_does_not_keep {
        @Test
        void a_key_level_policy_is_ILLEGAL_WRITESET() {
            Envelope envelope = transactions.of(set -> {
                set.addMetadataWritesBuilder().setKey("k");
                return TestTransactions.put(set, "k", "v");
            });
            assertInvalid(envelope, TxValidationCode.ILLEGAL_WRITESET);
        }

        @Test
        void a_private_collection_is_ILLEGAL_WRITESET() {
            Envelope envelope = transactions
                    .draft()
                    .namespace(NsReadWriteSet.newBuilder()
                            .setNamespace(TestTransactions.CHAINCODE)
                            .setRwset(TestTransactions.put(KVRWSet.newBuilder(), "k", "v")
                                    .build()
                                    .toByteString())
                            .addCollectionHashedRwset(
                                    CollectionHashedReadWriteSet.newBuilder().setCollectionName("secret"))
                            .build())
                    .build();
            assertInvalid(envelope, TxValidationCode.ILLEGAL_WRITESET);
        }
    }

    @Nested
    class Duplicates {
        @Test
        void an_envelope_sent_again_is_DUPLICATE_TXID_and_keeps_its_first_status() {
            Envelope envelope = transactions.write("once", "1");
            assertThat(fixture.commit(envelope)).containsExactly(TxValidationCode.VALID);
            assertThat(fixture.commit(envelope)).containsExactly(TxValidationCode.DUPLICATE_TXID);

            String id = Envelopes.claimedTransactionId(envelope.toByteString());
            assertThat(fixture.ledger.status(id)).contains(new TransactionStatus(id, TxValidationCode.VALID, 2));
        }

        @Test
        void the_second_of_two_in_one_block_is_DUPLICATE_TXID() {
            Envelope envelope = transactions.write("once", "1");
            assertThat(fixture.commit(envelope, envelope))
                    .containsExactly(TxValidationCode.VALID, TxValidationCode.DUPLICATE_TXID);
        }

        @Test
        void an_id_used_by_an_invalid_transaction_is_used() {
            Envelope envelope = transactions.write("once", "1");
            String id = Envelopes.claimedTransactionId(envelope.toByteString());
            assertThat(fixture.commit(draft().transactionId(id).build()))
                    .containsExactly(TxValidationCode.BAD_PROPOSAL_TXID);
            assertThat(fixture.commit(envelope)).containsExactly(TxValidationCode.DUPLICATE_TXID);
        }
    }
}
