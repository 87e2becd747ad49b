package org.touchmark.network.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.BlockAssembler;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestTransactions;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChainRulesTest {
    private static final String UNSIGNED = "its orderer signatures do not satisfy /Channel/Orderer/BlockValidation";

    private final TestConsortium consortium = TestConsortium.create();
    private final TestTransactions transactions = new TestTransactions(consortium);

    private Block after(Block previous) {
        return new BlockAssembler(consortium.orderer())
                .next(previous, List.of(transactions.write("a", "1").toByteString()));
    }

    private static void assertRefused(ChannelConfig config, Block before, Block block, String reason) {
        assertThatThrownBy(() -> ChainRules.requireNext(config, before.getHeader(), block))
                .isInstanceOf(InvalidBlockException.class)
                .hasMessage(reason)
                .satisfies(thrown -> assertThat(((InvalidBlockException) thrown).number())
                        .isEqualTo(block.getHeader().getNumber()));
    }

    @Nested
    class A_Raft_channel {
        private final Block block0 = consortium.blockZero();
        private final Block block1 = after(block0);
        private final ChannelConfig config = ChannelConfigs.of(block0);

        @Test
        void takes_what_follows_and_its_orderer_signed() {
            assertThat(config.consenters()).isEmpty();
            assertThatCode(() -> {
                        ChainRules.requireGenesis(block0);
                        ChainRules.requireNext(config, block0.getHeader(), block1);
                        ChainRules.requireNext(config, block1.getHeader(), after(block1));
                    })
                    .doesNotThrowAnyException();
        }

        @Test
        void refuses_a_number_and_a_hash_that_do_not_follow() {
            assertRefused(config, block0, after(block1), "the next number is 1");
            Block other = after(after(TestConsortium.create().blockZero()));
            assertRefused(config, block1, other, "its previous hash is not that of block 1");
        }

        @Test
        void refuses_data_that_the_header_does_not_name() {
            Block forged = block1.toBuilder().setData(after(block0).getData()).build();
            assertRefused(config, block0, forged, "its data hash is not that of its data");
            Block empty = block1.toBuilder().clearData().build();
            assertRefused(config, block0, empty, "empty block");
        }

        @Test
        void refuses_the_signature_of_another_consortiums_orderer_and_of_none() {
            Block foreign = new BlockAssembler(TestConsortium.create().orderer())
                    .next(block0, block1.getData().getDataList());
            assertRefused(config, block0, foreign, UNSIGNED);
            assertRefused(config, block0, Blocks.withSlot(block1, Blocks.SIGNATURES, ByteString.EMPTY), UNSIGNED);
            assertRefused(
                    config, block0, Blocks.withSlot(block1, Blocks.SIGNATURES, ByteString.copyFromUtf8("x")), UNSIGNED);
        }

        @Test
        void begins_with_its_configuration() {
            assertThatThrownBy(() -> ChainRules.requireGenesis(block1))
                    .isInstanceOf(InvalidBlockException.class)
                    .hasMessage("a chain starts with a configuration block 0");
        }
    }

    /** Four orderers sign by the number that the channel gives them; three make a block. */
    @Nested
    class A_BFT_channel {
        private final List<SigningIdentity> orderers = new ArrayList<>();
        private final Block block0 = BlockZero.of(bft());
        private final ChannelConfig config = ChannelConfigs.of(block0);

        private ChannelProfile bft() {
            List<Consensus.BftConsenter> consenters = new ArrayList<>();
            for (int id = 1; id <= 4; id++) {
                SigningIdentity orderer = consortium.enrol(TestConsortium.ORDERER, "orderer" + id, "orderer");
                orderers.add(orderer);
                consenters.add(new Consensus.BftConsenter(
                        id,
                        new Endpoint("localhost", 7050 + id),
                        TestConsortium.ORDERER,
                        orderer.certificate(),
                        orderer.certificate(),
                        orderer.certificate()));
            }
            ChannelProfile raft = consortium.profile();
            return new ChannelProfile(
                    raft.channelId(),
                    raft.members(),
                    raft.orderers(),
                    new Consensus.Bft(consenters, Consensus.BftOptions.defaults()),
                    raft.batch(),
                    raft.createdAt());
        }

        /** A block that the orderers of these numbers signed. */
        private Block signedBy(int... numbers) {
            return signedBy(UnaryOperator.identity(), numbers);
        }

        private Block signedBy(UnaryOperator<MetadataSignature.Builder> edit, int... numbers) {
            Block block = after(block0);
            Metadata.Builder metadata = Metadata.newBuilder();
            for (int number : numbers) {
                ByteString header = IdentifierHeader.newBuilder()
                        .setIdentifier(number)
                        .build()
                        .toByteString();
                SigningIdentity signer = orderers.get((number - 1) % orderers.size());
                byte[] signature = signer.sign(Blocks.signedBytes(ByteString.EMPTY, header, block.getHeader()));
                metadata.addSignatures(edit.apply(MetadataSignature.newBuilder()
                        .setIdentifierHeader(header)
                        .setSignature(ByteString.copyFrom(signature))));
            }
            return Blocks.withSlot(block, Blocks.SIGNATURES, metadata.build().toByteString());
        }

        @Test
        void takes_a_block_that_three_of_its_four_orderers_signed() {
            assertThat(config.consenters()).containsOnlyKeys(1, 2, 3, 4);
            for (int[] signers : new int[][] {{1, 2, 3}, {4, 2, 1}, {1, 2, 3, 4}, {3, 9, 4, 1}}) {
                assertThatCode(() -> ChainRules.requireNext(config, block0.getHeader(), signedBy(signers)))
                        .doesNotThrowAnyException();
            }
        }

        @Test
        void refuses_one_with_fewer_or_with_one_orderer_counted_twice() {
            assertRefused(config, block0, signedBy(1, 2), UNSIGNED);
            assertRefused(config, block0, signedBy(1, 2, 2, 1), UNSIGNED);
            assertRefused(config, block0, signedBy(1, 2, 9), UNSIGNED);
            assertRefused(config, block0, after(block0), UNSIGNED);
        }

        @Test
        void refuses_a_number_under_which_another_signed() {
            ByteString three =
                    IdentifierHeader.newBuilder().setIdentifier(3).build().toByteString();
            Block renamed = signedBy(
                    signature -> signature.getIdentifierHeader().equals(three)
                            ? signature.setIdentifierHeader(IdentifierHeader.newBuilder()
                                    .setIdentifier(4)
                                    .build()
                                    .toByteString())
                            : signature,
                    1,
                    2,
                    3);
            assertRefused(config, block0, renamed, UNSIGNED);
        }
    }
}
