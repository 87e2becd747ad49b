package org.touchmark.network.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockZeroTest {
    private final TestConsortium consortium = TestConsortium.create();

    @Test
    void the_same_profile_gives_the_same_bytes_in_every_locale() {
        ChannelProfile profile = consortium.profile();
        byte[] first = BlockZero.of(profile).toByteArray();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(BlockZero.of(profile).toByteArray()).isEqualTo(first);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_header_holds_the_hash_of_the_one_envelope() throws Exception {
        Block block = BlockZero.of(consortium.profile());
        assertThat(block.getHeader().getNumber()).isZero();
        assertThat(block.getHeader().getPreviousHash().isEmpty()).isTrue();
        assertThat(block.getMetadata().getMetadataCount()).isEqualTo(5);
        assertThat(block.getHeader().getDataHash().toByteArray())
                .isEqualTo(MessageDigest.getInstance("SHA-256")
                        .digest(block.getData().getData(0).toByteArray()));
    }

    @Test
    void three_of_four_BFT_consenters_validate_a_block() {
        List<SigningIdentity> orderers = new ArrayList<>();
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
        var config = ChannelConfigs.of(BlockZero.of(new ChannelProfile(
                raft.channelId(),
                raft.members(),
                raft.orderers(),
                new Consensus.Bft(consenters, Consensus.BftOptions.defaults()),
                raft.batch(),
                raft.createdAt())));
        String policy = "/Channel/Orderer/BlockValidation";
        assertThat(config.satisfies(policy, signed(orderers.subList(0, 2)))).isFalse();
        assertThat(config.satisfies(policy, signed(orderers.subList(1, 4)))).isTrue();
        assertThat(config.satisfies(policy, signed(List.of(consortium.orderer()))))
                .isFalse();
    }

    @Test
    void refuses_profiles_that_no_orderer_would_take() {
        ChannelProfile good = consortium.profile();
        assertThatThrownBy(() -> new ChannelProfile(
                        "Upper", good.members(), good.orderers(), good.consensus(), good.batch(), good.createdAt()))
                .hasMessageContaining("channel id 'Upper'");
        assertThatThrownBy(() -> new ChannelProfile(
                        "twice",
                        List.of(good.members().get(0), good.members().get(0)),
                        good.orderers(),
                        good.consensus(),
                        good.batch(),
                        good.createdAt()))
                .hasMessageContaining("MSP AureliaMSP is named twice");
        assertThatThrownBy(() -> new ChannelProfile.BatchLimits(500, 1_000, 2_000, Duration.ofMillis(100)))
                .hasMessageContaining("above the absolute one");
        assertThatThrownBy(() -> new Consensus.Bft(List.of(), Consensus.BftOptions.defaults()))
                .hasMessageContaining("at least 4 consenters");
    }

    private static List<SignedData> signed(List<SigningIdentity> signers) {
        return signers.stream()
                .map(signer -> new SignedData(
                        ByteString.EMPTY,
                        ByteString.copyFrom(signer.serialized()),
                        ByteString.copyFrom(signer.sign(new byte[0]))))
                .toList();
    }
}
