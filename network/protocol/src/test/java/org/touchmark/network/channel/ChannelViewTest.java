package org.touchmark.network.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChannelViewTest {
    @Test
    void policies_are_shown_as_people_write_them() throws Exception {
        Block block = TestConsortium.create().blockZero();
        ConfigEnvelope config = ConfigEnvelope.parseFrom(
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload())
                        .getData());

        assertThat(new ChannelView(config.getConfig()).lines())
                .contains(
                        "policy /Channel/Readers: ANY Readers",
                        "policy /Channel/Admins: MAJORITY Admins",
                        "policy /Channel/Application/Endorsement: MAJORITY Endorsement",
                        "policy /Channel/Application/LifecycleEndorsement: MAJORITY Endorsement",
                        "policy /Channel/Application/AssayMSP/Admins: OR('AssayMSP.admin')",
                        "policy /Channel/Application/AssayMSP/Endorsement: OR('AssayMSP.peer')",
                        "policy /Channel/Orderer/BlockValidation: ANY Writers");
    }
}
