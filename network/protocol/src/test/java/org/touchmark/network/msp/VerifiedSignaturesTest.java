package org.touchmark.network.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifiedSignaturesTest {
    private static final ByteString NAME = ByteString.copyFromUtf8("key, digest, signature");

    private final VerifiedSignatures signatures = new VerifiedSignatures();
    private final AtomicInteger verifications = new AtomicInteger();

    private boolean check(boolean holds) {
        return signatures.holds(NAME, () -> {
            verifications.incrementAndGet();
            return holds;
        });
    }

    @Test
    void what_verified_once_verifies_again_and_nothing_else_does() throws Exception {
        TestConsortium consortium = TestConsortium.create();
        ChannelConfig config = consortium.config();
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

    @Test
    void one_that_was_made_here_is_not_worked_out() {
        signatures.note(NAME);

        assertThat(check(false)).isTrue();
        assertThat(verifications).hasValue(0);
    }

    @Test
    void one_that_held_is_worked_out_once() {
        assertThat(check(true)).isTrue();
        assertThat(check(true)).isTrue();
        assertThat(verifications).hasValue(1);
    }

    @Test
    void one_that_failed_is_worked_out_each_time() {
        assertThat(check(false)).isFalse();
        assertThat(check(true)).isTrue();
        assertThat(verifications).hasValue(2);
    }

    @Test
    void a_verification_that_throws_leaves_nothing_behind() {
        assertThatThrownBy(() -> signatures.holds(NAME, () -> {
                    throw new IllegalArgumentException("no point of the curve");
                }))
                .hasMessage("no point of the curve");

        assertThat(check(true)).isTrue();
    }

    @Test
    void one_that_several_ask_for_at_once_is_worked_out_by_the_first_for_all() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        BooleanSupplier slow = () -> {
            verifications.incrementAndGet();
            begun.countDown();
            return awaits(finish);
        };
        ExecutorService peers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            answers.add(peers.submit(() -> signatures.holds(NAME, slow)));
            assertThat(awaits(begun)).isTrue();
            answers.add(peers.submit(() -> check(true)));
            answers.add(peers.submit(() -> check(true)));
            finish.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            peers.shutdownNow();
        }
        assertThat(verifications).hasValue(1);
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
