package org.touchmark.network.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.MVCC_READ_CONFLICT;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.PHANTOM_READ_CONFLICT;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.VALID;

import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestTransactions;

/** What reads must find again when they are committed, wherever the state is kept. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class StateContract {
    private TestTransactions transactions;

    /** Opens a ledger whose block 1 defines the chaincode; answers what makes its transactions. */
    protected abstract TestTransactions open() throws Exception;

    /** Commits the envelopes as one block and returns what became of each. */
    protected abstract List<TxValidationCode> commit(Envelope... envelopes) throws Exception;

    /** Block 2 writes a, c and e as its transactions 0, 1 and 2. */
    @BeforeEach
    void fill() throws Exception {
        transactions = open();
        commit(transactions.write("a", "1"), transactions.write("c", "1"), transactions.write("e", "1"));
    }

    private static KVRead read(String key, long block, int transaction) {
        return KVRead.newBuilder()
                .setKey(key)
                .setVersion(Version.newBuilder().setBlockNum(block).setTxNum(transaction))
                .build();
    }

    private static KVRead absent(String key) {
        return KVRead.newBuilder().setKey(key).build();
    }

    private Envelope reading(KVRead... reads) {
        return transactions.of(set -> TestTransactions.put(set.addAllReads(List.of(reads)), "result", "1"));
    }

    private Envelope deleting(String key) {
        return transactions.of(set -> {
            set.addWritesBuilder().setKey(key).setIsDelete(true);
            return set;
        });
    }

    @Nested
    class Read_keys {
        @Test
        void a_read_of_the_stored_version_is_valid() throws Exception {
            assertThat(commit(reading(read("c", 2, 1), absent("b")))).containsExactly(VALID);
        }

        @Test
        void a_read_of_an_older_version_is_a_conflict() throws Exception {
            commit(transactions.write("c", "2"));
            assertThat(commit(reading(read("c", 2, 1)))).containsExactly(MVCC_READ_CONFLICT);
        }

        @Test
        void a_read_as_absent_of_a_key_that_exists_is_a_conflict() throws Exception {
            assertThat(commit(reading(absent("a")))).containsExactly(MVCC_READ_CONFLICT);
        }

        @Test
        void a_read_of_a_deleted_key_is_a_conflict() throws Exception {
            commit(deleting("a"));
            assertThat(commit(reading(read("a", 2, 0)))).containsExactly(MVCC_READ_CONFLICT);
        }

        @Test
        void a_read_of_a_key_written_earlier_in_the_block_is_a_conflict() throws Exception {
            assertThat(commit(transactions.write("a", "2"), reading(read("a", 2, 0))))
                    .containsExactly(VALID, MVCC_READ_CONFLICT);
        }

        @Test
        void a_write_that_was_refused_earlier_in_the_block_conflicts_with_nothing() throws Exception {
            Envelope refused = transactions.of(set -> TestTransactions.put(set.addReads(read("c", 1, 1)), "a", "2"));
            assertThat(commit(refused, reading(read("a", 2, 0)))).containsExactly(MVCC_READ_CONFLICT, VALID);
        }
    }

    @Nested
    class Ranges {
        private Envelope ranging(String start, String end, Exhausted exhausted, KVRead... reads) {
            RangeQueryInfo.Builder query = RangeQueryInfo.newBuilder()
                    .setStartKey(start)
                    .setEndKey(end)
                    .setItrExhausted(exhausted == Exhausted.YES);
            query.getRawReadsBuilder().addAllKvReads(List.of(reads));
            return transactions.of(set -> TestTransactions.put(set.addRangeQueriesInfo(query), "z", "1"));
        }

        private enum Exhausted {
            YES,
            NO
        }

        private final KVRead a = read("a", 2, 0);
        private final KVRead c = read("c", 2, 1);
        private final KVRead e = read("e", 2, 2);

        @Test
        void a_range_that_is_as_it_was_is_valid() throws Exception {
            assertThat(commit(ranging("a", "e", Exhausted.YES, a, c))).containsExactly(VALID);
        }

        @Test
        void an_empty_range_that_is_still_empty_is_valid() throws Exception {
            assertThat(commit(ranging("x", "y", Exhausted.YES))).containsExactly(VALID);
        }

        @Test
        void a_range_without_end_is_read_to_the_last_key() throws Exception {
            assertThat(commit(ranging("b", "", Exhausted.YES, c, e))).containsExactly(VALID);
            assertThat(commit(ranging("b", "", Exhausted.YES, c, e))).containsExactly(PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_reader_that_stopped_saw_its_last_key_and_nothing_behind_it() throws Exception {
            commit(transactions.write("d", "1"));
            assertThat(commit(ranging("a", "c", Exhausted.NO, a, c))).containsExactly(VALID);
        }

        @Test
        void the_last_key_of_a_reader_that_stopped_counts() throws Exception {
            commit(transactions.write("c", "2"));
            assertThat(commit(ranging("a", "c", Exhausted.NO, a, c))).containsExactly(PHANTOM_READ_CONFLICT);
        }

        /** As Fabric's peers see it, who serve the last key behind whatever the range gave (combined_iterator.go). */
        @Test
        void the_last_key_of_a_reader_that_stopped_counts_even_before_the_range_begins() throws Exception {
            assertThat(commit(ranging("d", "c", Exhausted.NO, c))).containsExactly(VALID);
            assertThat(commit(ranging("d", "c", Exhausted.NO))).containsExactly(PHANTOM_READ_CONFLICT);
            assertThat(commit(ranging("d", "b", Exhausted.NO))).containsExactly(VALID);
            assertThat(commit(ranging("d", "c", Exhausted.YES))).containsExactly(VALID);
        }

        @Test
        void a_key_that_came_is_a_phantom() throws Exception {
            commit(transactions.write("b", "1"));
            assertThat(commit(ranging("a", "e", Exhausted.YES, a, c))).containsExactly(PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_key_that_went_is_a_phantom() throws Exception {
            commit(deleting("c"));
            assertThat(commit(ranging("a", "e", Exhausted.YES, a, c))).containsExactly(PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_key_that_changed_is_a_phantom() throws Exception {
            commit(transactions.write("c", "2"));
            assertThat(commit(ranging("a", "e", Exhausted.YES, a, c))).containsExactly(PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_key_that_came_earlier_in_the_block_is_a_phantom() throws Exception {
            assertThat(commit(transactions.write("b", "1"), ranging("a", "e", Exhausted.YES, a, c)))
                    .containsExactly(VALID, PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_key_that_went_earlier_in_the_block_is_a_phantom() throws Exception {
            assertThat(commit(deleting("c"), ranging("a", "e", Exhausted.YES, a, c)))
                    .containsExactly(VALID, PHANTOM_READ_CONFLICT);
        }

        @Test
        void a_deletion_earlier_in_the_block_of_a_key_outside_changes_nothing() throws Exception {
            assertThat(commit(deleting("e"), ranging("a", "e", Exhausted.YES, a, c)))
                    .containsExactly(VALID, VALID);
        }
    }
}
