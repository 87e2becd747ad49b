package org.touchmark.network.msp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifiedSignaturesTest {
    private final TestConsortium consortium = TestConsortium.create();
    private final ChannelConfig config = consortium.config();

    @Test
    void what_verified_once_verifies_again_and_nothing_else_does() throws Exception {
        SigningIdentity signer = consortium.client(TestConsortium.AURELIA);
        Identity identity = config.identify(signer.serialized());
        Identity other =
                config.identify(consortium.client(TestConsortium.AURELIA).serialized());
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        byte[] changed = "massage".getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(message);

        assertThat(config.verifies(identity, message, signature)).isTrue();
        assertThat(config.verifies(identity, message, signature)).isTrue();
        assertThat(config.verifies(identity, changed, signature)).isFalse();
        assertThat(config.verifies(identity, changed, signature)).isFalse();
        assertThat(config.verifies(other, message, signature)).isFalse();
        assertThat(config.verifies(identity, message, signer.sign(changed))).isFalse();
    }
}
