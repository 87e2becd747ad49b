package org.touchmark.network.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.touchmark.network.block.Hashes;
import org.touchmark.network.testing.nodes.MemoryState;
import org.touchmark.network.validation.Version;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransactionSimulatorTest {
    private static final String NS = "goods";

    private final MemoryState state = new MemoryState();
    private final TransactionSimulator simulator = new TransactionSimulator(state, "tx1");

    private KVRWSet set(String namespace) throws InvalidProtocolBufferException {
        for (NsReadWriteSet part : simulator.results().getNsRwsetList()) {
            if (part.getNamespace().equals(namespace)) {
                return KVRWSet.parseFrom(part.getRwset());
            }
        }
        return KVRWSet.getDefaultInstance();
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    @Nested
    class Reads {
        @Test
        void record_the_version_that_was_read_and_none_for_an_absent_key() throws Exception {
            state.put(NS, "k", "v", 7, 3);

            assertThat(simulator.get(NS, "k")).isEqualTo(bytes("v"));
            assertThat(simulator.get(NS, "absent")).isNull();

            assertThat(set(NS).getReadsList()).hasSize(2);
            assertThat(set(NS).getReads(0).hasVersion()).isFalse();
            assertThat(set(NS).getReads(1).getVersion().getBlockNum()).isEqualTo(7);
            assertThat(set(NS).getReads(1).getVersion().getTxNum()).isEqualTo(3);
        }

        @Test
        void do_not_see_the_transactions_own_writes() throws Exception {
            simulator.put(NS, "k", bytes("new"));

            assertThat(simulator.get(NS, "k")).isNull();
        }

        @Test
        void that_only_peek_leave_nothing_behind() throws Exception {
            state.put(NS, "k", "v", 7, 3);

            assertThat(simulator.peek(NS, "k")).isEqualTo(bytes("v"));

            assertThat(simulator.results().getNsRwsetList()).isEmpty();
        }
    }

    @Nested
    class Writes {
        @Test
        void are_sorted_by_namespace_and_by_the_bytes_of_the_key() throws Exception {
            simulator.put("b", "x", bytes("1"));
            simulator.put("a", "\uD83D\uDE00", bytes("1"));
            simulator.put("a", "\uFFFD", bytes("1"));
            simulator.put("a", "\u0000k\u0000", bytes("1"));

            assertThat(simulator.results().getNsRwsetList())
                    .extracting(NsReadWriteSet::getNamespace)
                    .containsExactly("a", "b");
            assertThat(set("a").getWritesList())
                    .extracting(KVWrite::getKey)
                    .containsExactly("\u0000k\u0000", "\uFFFD", "\uD83D\uDE00");
        }

        @Test
        void keep_the_last_value_of_a_key() throws Exception {
            simulator.put(NS, "k", bytes("1"));
            simulator.put(NS, "k", bytes("2"));

            assertThat(set(NS).getWritesList()).hasSize(1);
            assertThat(set(NS).getWrites(0).getValue()).isEqualTo(bytes("2"));
        }

        @Test
        void of_nothing_are_deletions() throws Exception {
            simulator.delete(NS, "d");
            simulator.put(NS, "e", ByteString.EMPTY);

            assertThat(set(NS).getWritesList()).extracting(KVWrite::getIsDelete).containsExactly(true, true);
        }

        @Test
        void of_an_empty_key_are_refused() {
            assertThatThrownBy(() -> simulator.put(NS, "", bytes("v")))
                    .isInstanceOf(SimulationException.class)
                    .hasMessage("key must not be an empty string");
        }

        @Test
        void beyond_the_limit_are_refused() throws Exception {
            ByteString half = ByteString.copyFrom(new byte[(int) (TransactionSimulator.MAX_WRITE_BYTES / 2)]);
            simulator.put(NS, "a", half);

            assertThatThrownBy(() -> simulator.put(NS, "b", half)).hasMessageContaining("writes more than");
        }
    }

    @Nested
    class Scans {
        @Test
        void record_raw_reads_and_the_end_that_was_asked_for_when_exhausted() throws Exception {
            state.put(NS, "a", "1", 1, 0).put(NS, "b", "2", 1, 1).put(NS, "z", "3", 1, 2);

            RangeScan scan = simulator.range(NS, "a", "c");
            assertThat(scan.next().key()).isEqualTo("a");
            assertThat(scan.next().key()).isEqualTo("b");
            assertThat(scan.next()).isNull();

            RangeQueryInfo info = set(NS).getRangeQueriesInfo(0);
            assertThat(info.getStartKey()).isEqualTo("a");
            assertThat(info.getEndKey()).isEqualTo("c");
            assertThat(info.getItrExhausted()).isTrue();
            assertThat(info.getRawReads().getKvReadsList())
                    .extracting(KVRead::getKey)
                    .containsExactly("a", "b");
        }

        @Test
        void that_stop_early_end_at_the_last_key_taken() throws Exception {
            state.put(NS, "a", "1", 1, 0).put(NS, "b", "2", 1, 1);

            simulator.range(NS, "a", "c").next();

            RangeQueryInfo info = set(NS).getRangeQueriesInfo(0);
            assertThat(info.getEndKey()).isEqualTo("a");
            assertThat(info.getItrExhausted()).isFalse();
        }

        @Test
        void of_nothing_record_an_empty_range() throws Exception {
            simulator.range(NS, "a", "c").next();

            RangeQueryInfo info = set(NS).getRangeQueriesInfo(0);
            assertThat(info.getReadsInfoCase()).isEqualTo(RangeQueryInfo.ReadsInfoCase.READSINFO_NOT_SET);
            assertThat(info.getItrExhausted()).isTrue();
        }

        @Test
        void made_twice_are_recorded_once() throws Exception {
            state.put(NS, "a", "1", 1, 0);
            for (int i = 0; i < 2; i++) {
                RangeScan scan = simulator.range(NS, "a", "c");
                while (scan.next() != null) {
                    // To its end.
                }
            }

            assertThat(set(NS).getRangeQueriesInfoList()).hasSize(1);
        }

        @Test
        void of_more_than_fifty_rows_record_hashes() throws Exception {
            List<KVRead> reads = fill(60);

            scanAll();

            RangeQueryInfo info = set(NS).getRangeQueriesInfo(0);
            assertThat(info.getReadsMerkleHashes().getMaxDegree()).isEqualTo(50);
            assertThat(info.getReadsMerkleHashes().getMaxLevel()).isEqualTo(1);
            assertThat(info.getReadsMerkleHashes().getMaxLevelHashesList())
                    .containsExactly(hash(reads.subList(0, 51)), hash(reads.subList(51, 60)));
        }

        @Test
        void of_more_than_fifty_one_times_fifty_one_rows_record_hashes_of_hashes() throws Exception {
            int rows = 51 * 51 + 1;
            List<KVRead> reads = fill(rows);

            scanAll();

            ByteString level1 = ByteString.EMPTY;
            for (int i = 0; i < 51; i++) {
                level1 = level1.concat(hash(reads.subList(i * 51, (i + 1) * 51)));
            }
            RangeQueryInfo info = set(NS).getRangeQueriesInfo(0);
            assertThat(info.getReadsMerkleHashes().getMaxLevel()).isEqualTo(2);
            assertThat(info.getReadsMerkleHashes().getMaxLevelHashesList())
                    .containsExactly(Hashes.sha256(level1), hash(reads.subList(rows - 1, rows)));
        }

        private List<KVRead> fill(int rows) {
            List<KVRead> reads = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                String key = "k%06d".formatted(i);
                state.put(NS, key, "v", i, 0);
                reads.add(ReadWriteSetBuilder.read(key, new Version(i, 0)));
            }
            return reads;
        }

        private void scanAll() {
            RangeScan scan = simulator.range(NS, "", "");
            while (scan.next() != null) {
                // To its end.
            }
        }

        private ByteString hash(List<KVRead> reads) {
            return Hashes.sha256(
                    QueryReads.newBuilder().addAllKvReads(reads).build().toByteString());
        }
    }

    @Nested
    class Pages {
        @Test
        void forbid_later_writes() throws Exception {
            simulator.page(NS, "", "", 1);

            assertThatThrownBy(() -> simulator.put(NS, "k", bytes("v")))
                    .hasMessage("txid [tx1]: unsuppored transaction. Transaction has already performed a paginated "
                            + "query. Writes are not allowed");
        }

        @Test
        void are_forbidden_after_writes() throws Exception {
            simulator.put(NS, "k", bytes("v"));

            assertThatThrownBy(() -> simulator.page(NS, "", "", 1))
                    .hasMessage("txid [tx1]: unsuppored transaction. Paginated queries are supported only in a "
                            + "read-only transaction");
        }
    }

    @Nested
    class Definitions {
        @Test
        void have_the_keys_and_values_that_Fabric_gives_them() throws Exception {
            LifecycleState.write("goods", ChaincodeDefinition.of(1, "1.0"), simulator);

            assertThat(set("_lifecycle").getWritesList())
                    .extracting(KVWrite::getKey)
                    .containsExactly(
                            "namespaces/fields/goods/Collections",
                            "namespaces/fields/goods/EndorsementInfo",
                            "namespaces/fields/goods/Sequence",
                            "namespaces/fields/goods/ValidationInfo",
                            "namespaces/metadata/goods");
            // StateData{int64 = 1}; StateData{bytes = ""}.
            assertThat(set("_lifecycle").getWrites(2).getValue()).isEqualTo(ByteString.fromHex("0801"));
            assertThat(set("_lifecycle").getWrites(0).getValue()).isEqualTo(ByteString.fromHex("1200"));
        }

        @Test
        void are_read_back_as_they_were_written() throws Exception {
            ChaincodeDefinition definition = new ChaincodeDefinition(
                    1, "1.0", "escc", "vscc", bytes("policy"), ChaincodeDefinition.InitRule.REQUIRED);
            LifecycleState.write("goods", definition, simulator);
            set("_lifecycle")
                    .getWritesList()
                    .forEach(write -> state.put("_lifecycle", write.getKey(), write.getValue(), 1, 0));

            TransactionSimulator later = new TransactionSimulator(state, "tx2");
            assertThat(LifecycleState.readAll(later)).containsExactly(Map.entry("goods", definition));
        }

        @Test
        void that_change_write_only_the_fields_that_differ() throws Exception {
            LifecycleState.write("goods", ChaincodeDefinition.of(1, "1.0"), simulator);
            set("_lifecycle")
                    .getWritesList()
                    .forEach(write -> state.put("_lifecycle", write.getKey(), write.getValue(), 1, 0));

            TransactionSimulator later = new TransactionSimulator(state, "tx2");
            LifecycleState.write("goods", ChaincodeDefinition.of(2, "1.0"), later);

            KVRWSet second = KVRWSet.parseFrom(later.results().getNsRwset(0).getRwset());
            assertThat(second.getWritesList())
                    .extracting(KVWrite::getKey)
                    .containsExactly("namespaces/fields/goods/Sequence");
        }
    }

    /** Bytes that Fabric 3.1.5 makes of the same reads and writes, by rwsetutil.RWSetBuilder and its tree of hashes. */
    @Nested
    class Fabrics_own_bytes {
        @Test
        void of_a_read_write_set() throws Exception {
            state.put("goods", "k1", "v", 7, 3).put("_lifecycle", "namespaces/fields/goods/Sequence", "1", 1, 0);
            simulator.get("goods", "k1");
            simulator.get("goods", "absent");
            simulator.get("_lifecycle", "namespaces/fields/goods/Sequence");
            simulator.put("goods", "\uD83D\uDE00", bytes("1"));
            simulator.put("goods", "\uFFFD", bytes("2"));
            simulator.put("goods", "\u0000unit\u00001\u0000", bytes("3"));
            simulator.delete("goods", "gone");

            assertThat(simulator.results().toByteString())
                    .isEqualTo(
                            ByteString.fromHex(
                                    "12360a0a5f6c6966656379636c6512280a260a206e616d657370616365732f6669656c64732f676f6f64732f53"
                                            + "657175656e636512020801124d0a05676f6f647312440a080a06616273656e740a0a0a026b311204080710031a"
                                            + "0d0a0800756e69740031001a01331a080a04676f6e6510011a080a03efbfbd1a01321a090a04f09f98801a0131"));
        }

        @ParameterizedTest
        @CsvSource({
            "50, d98f60370455a097ee64153a21c916d0216a6bb29f894c8b5978e909258f4f36",
            "51, 7c6ce98c003a2abe25eee36bb19aa3acd052848db6f7197ab51c0e407a0d34bf",
            "60, 56289e13513ad7be0b89f54bba4369c4e309eed75fc6311c3632484c9ff8f508",
            "102, 0a8d4b6201dbac1c6c954518701f39cd48e650314a4b35bcd3d512a200612e2d",
            "2601, 6ddecad100c21bc955b0c2601c3b431d48074691ec31b2b6039f2564d304130d",
            "2602, 155032d7fd5e6846429655c4db05084e75fc0a95b997c3ccecea2970075a1ac3",
            "2652, 2f446a25e2c239663ec94b6e6719ac7d043925cf5a17f99345a86cdef0a760f7"
        })
        void of_a_scan(int rows, String sha256) throws Exception {
            for (int i = 0; i < rows; i++) {
                state.put(NS, "k%06d".formatted(i), "v", i, 0);
            }
            RangeScan scan = simulator.range(NS, "", "");
            while (scan.next() != null) {
                // To its end.
            }

            assertThat(Hashes.sha256(set(NS).getRangeQueriesInfo(0).toByteString()))
                    .isEqualTo(ByteString.fromHex(sha256));
        }
    }
}
