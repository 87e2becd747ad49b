package org.touchmark.network.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.config.ChannelEdits;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProposalFileTest {
    @Test
    void a_proposal_goes_through_a_file_and_another_file_is_refused(@TempDir Path folder) throws Exception {
        TestConsortium consortium = TestConsortium.create();
        Payload payload = Payload.parseFrom(
                Envelope.parseFrom(consortium.blockZero().getData().getData(0)).getPayload());
        Config config = ConfigEnvelope.parseFrom(payload.getData()).getConfig();
        Path file = folder.resolve("proposal.pb");
        ConfigProposal proposal = ConfigProposal.of(
                        TestConsortium.CHANNEL, config, ChannelEdits.removeMember(TestConsortium.ASSAY))
                .signedBy(consortium.admin(TestConsortium.MERIDIAN));
        ProposalFile.write(file, proposal, consortium.admin(TestConsortium.MERIDIAN));
        assertThat(ProposalFile.read(file)).isEqualTo(proposal);
        Files.writeString(file, "no proposal");
        assertThatThrownBy(() -> ProposalFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no proposed change of a channel");
    }
}
