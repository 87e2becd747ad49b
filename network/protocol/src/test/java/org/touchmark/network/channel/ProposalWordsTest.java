package org.touchmark.network.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.config.ChannelEdits;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProposalWordsTest {
    private final TestConsortium consortium = TestConsortium.create();
    private final MspDefinition newcomer = new MspDefinition(
            "NewMSP",
            List.of(TestConsortium.create().issuer(TestConsortium.ASSAY).certificate()),
            List.of(),
            List.of());
    private Config config = Config.getDefaultInstance();

    @BeforeEach
    void read() throws Exception {
        Payload payload = Payload.parseFrom(
                Envelope.parseFrom(consortium.blockZero().getData().getData(0)).getPayload());
        config = ConfigEnvelope.parseFrom(payload.getData()).getConfig();
    }

    private List<String> words(UnaryOperator<ConfigGroup> edit) {
        return ProposalWords.of(ConfigProposal.of(TestConsortium.CHANNEL, config, edit));
    }

    @Test
    void a_new_organisation_is_told_with_its_root_its_peers_and_each_of_its_policies() {
        assertThat(words(ChannelEdits.addMember(
                        new ChannelProfile.Member(newcomer, List.of(new Endpoint("new.example", 7051))))))
                .contains("NEW in Application: NewMSP")
                .contains("Application/NewMSP, AnchorPeers becomes: new.example:7051")
                .anyMatch(line -> line.startsWith("Application holds exactly:")
                        && line.contains("AssayMSP, AureliaMSP")
                        && line.contains("NewMSP"))
                .anyMatch(line -> line.startsWith("Application/NewMSP, MSP becomes: NewMSP, roots "
                        + Fingerprints.of(newcomer.roots().get(0))))
                .filteredOn(line -> line.startsWith("Application/NewMSP, policy "))
                .hasSize(4);
    }

    @Test
    void who_leaves_is_missing_in_what_remains() {
        assertThat(words(ChannelEdits.removeMember(TestConsortium.ASSAY)))
                .hasSize(2)
                .last()
                .asString()
                .contains("AureliaMSP", "MeridianMSP")
                .doesNotContain("AssayMSP");
    }

    @Test
    void what_has_no_words_of_its_own_is_told_with_its_hash() {
        List<String> words = words(channel -> channel.toBuilder()
                .putValues(
                        "HashingAlgorithm",
                        channel.getValuesOrThrow("HashingAlgorithm").toBuilder()
                                .setValue(ByteString.copyFromUtf8("another"))
                                .setModPolicy("Writers")
                                .build())
                .putPolicies("Admins", channel.getPoliciesOrThrow("Writers"))
                .build());
        assertThat(words)
                .anyMatch(line -> line.startsWith("the channel, HashingAlgorithm becomes: 7 bytes, SHA-256 ")
                        && line.endsWith(", changed by Writers"))
                .anyMatch(line -> line.startsWith("the channel, policy Admins becomes ANY Writers, SHA-256 "));
    }

    @Test
    void those_who_have_signed_are_named() {
        ConfigProposal proposal = ConfigProposal.of(
                        TestConsortium.CHANNEL, config, ChannelEdits.removeMember(TestConsortium.ASSAY))
                .signedBy(consortium.admin(TestConsortium.MERIDIAN));
        assertThat(ProposalWords.of(proposal)).last().asString().startsWith("signed by MeridianMSP, ");
    }
}
