package org.touchmark.network.orderer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockCutterTest {
    /** At most three messages and 100 bytes a batch. */
    private final BlockCutter cutter = new BlockCutter(ChannelConfigs.of(
            TestConsortium.create().blockZero(new ChannelProfile.BatchLimits(3, 1000, 100, Duration.ofMillis(100)))));

    private static Pending message(int bytes) {
        return new Pending(Envelope.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[bytes - 10]))
                .setSignature(ByteString.copyFrom(new byte[10]))
                .build());
    }

    private List<Integer> sizes(int... bytes) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : bytes) {
            cutter.add(message(size)).forEach(batch -> sizes.add(batch.size()));
        }
        return sizes;
    }

    @Test
    void a_batch_is_cut_at_the_number_of_messages() {
        assertThat(sizes(10, 10, 10, 10)).containsExactly(3);
        assertThat(cutter.cut()).hasSize(1);
        assertThat(cutter.isEmpty()).isTrue();
    }

    @Test
    void a_message_that_would_overflow_the_preferred_size_starts_the_next_batch() {
        assertThat(sizes(60, 40)).isEmpty();
        assertThat(sizes(11)).containsExactly(2);
        assertThat(cutter.cut()).hasSize(1);
    }

    @Test
    void a_message_above_the_preferred_size_is_alone() {
        assertThat(sizes(20, 101)).containsExactly(1, 1);
        assertThat(cutter.isEmpty()).isTrue();
    }
}
