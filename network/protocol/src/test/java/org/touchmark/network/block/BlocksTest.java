package org.touchmark.network.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlocksTest {
    private final Properties vectors = load();

    /** What Fabric's own code computes; vectors_test.go beside it makes it anew. */
    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = BlocksTest.class.getResourceAsStream("/fabric-vectors/vectors.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] vector(String name) {
        return HexFormat.of().parseHex(vectors.getProperty(name));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, 65535, 1L << 40})
    void headers_encode_and_hash_as_in_Fabric(long number) {
        BlockHeader header = BlockHeader.newBuilder()
                .setNumber(number)
                .setPreviousHash(ByteString.copyFromUtf8("previous"))
                .setDataHash(ByteString.copyFromUtf8("data"))
                .build();
        assertThat(Blocks.headerBytes(header)).isEqualTo(vector("header." + number + ".bytes"));
        assertThat(Blocks.headerHash(header).toByteArray()).isEqualTo(vector("header." + number + ".hash"));
    }

    @Test
    void an_empty_header_encodes_as_in_Fabric() {
        assertThat(Blocks.headerBytes(BlockHeader.getDefaultInstance())).isEqualTo(vector("header.empty.bytes"));
    }

    @Test
    void data_hashes_as_in_Fabric() {
        BlockData data = BlockData.newBuilder()
                .addData(ByteString.copyFromUtf8("one"))
                .addData(ByteString.copyFromUtf8("two"))
                .build();
        assertThat(Blocks.dataHash(data).toByteArray()).isEqualTo(vector("data.hash"));
    }

    @Test
    void transaction_ids_are_as_in_Fabric() {
        assertThat(Envelopes.transactionId(ByteString.copyFromUtf8("nonce"), ByteString.copyFromUtf8("creator")))
                .isEqualTo(vectors.getProperty("transaction.id"));
    }

    @Test
    void an_assembled_block_is_signed_for_BlockValidation_and_names_the_last_config() {
        TestConsortium consortium = TestConsortium.create();
        Block genesis = consortium.blockZero();
        ByteString envelope = new TestTransactions(consortium).write("a", "1").toByteString();
        Block block = new BlockAssembler(consortium.orderer()).next(genesis, List.of(envelope));

        assertThat(ChannelConfigs.of(genesis)
                        .satisfies("/Channel/Orderer/BlockValidation", Blocks.ordererSignatures(block, Map.of())))
                .isTrue();
        assertThat(Blocks.lastConfig(block)).isZero();
        assertThat(block.getMetadata().getMetadataCount()).isEqualTo(5);
        assertThat(Blocks.isConfig(genesis)).isTrue();
        assertThat(Blocks.isConfig(block)).isFalse();
    }

    @Test
    void data_that_encodes_otherwise_is_not_well_formed() {
        BlockData data = BlockData.newBuilder()
                .addData(ByteString.copyFrom(new byte[] {0x12, 1, 's', 0x0a, 1, 'p'}))
                .build();
        assertThatThrownBy(() -> Blocks.requireWellFormed(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transaction 0 does not encode to its raw form again");
    }
}
