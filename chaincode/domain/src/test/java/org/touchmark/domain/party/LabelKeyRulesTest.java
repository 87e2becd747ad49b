package org.touchmark.domain.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class LabelKeyRulesTest {
    private final TestChannel channel = TestChannel.withParties();
    private final KeyPair keys = TestBatch.ed25519Keys();
    private final LabelKey key = TestBatch.labelKey(channel.aurelia, keys, channel.now());

    private LabelKey register(TestParty party, LabelKey labelKey) {
        return channel.submit(
                party, (call, caller) -> LabelKeyRules.register(call, caller, TestChannel.CLAIMS, labelKey));
    }

    @Test
    void a_registered_key_is_listed() {
        register(channel.aurelia, key);

        List<LabelKey> aurelias = channel.evaluate(state -> LabelKeyRules.list(state, channel.aurelia.gln()));
        List<LabelKey> corners = channel.evaluate(state -> LabelKeyRules.list(state, channel.corner.gln()));
        assertThat(aurelias).containsExactly(key);
        assertThat(corners).isEmpty();
    }

    @Test
    void a_key_is_registered_once() {
        register(channel.aurelia, key);

        assertRefused(ErrorCode.LABEL_KEY_EXISTS, () -> register(channel.aurelia, key));
    }

    @Test
    void only_a_brand_registers_and_only_its_own() {
        TestParty other = channel.aurelia.withNewKey(channel.aureliaCa);
        LabelKey others = TestBatch.labelKey(channel.corner, keys, channel.now());

        assertRefused(ErrorCode.ROLE_MISSING, () -> register(channel.meridian, key));
        assertRefused(ErrorCode.NOT_A_PARTY, () -> register(channel.aurelia, others));
        assertRefused(ErrorCode.KEY_MISMATCH, () -> register(other, key));
    }

    @Test
    void its_signature_is_the_brands_by_its_admitted_key() {
        TestParty other = channel.aurelia.withNewKey(channel.aureliaCa);
        LabelKey byOther = TestBatch.labelKey(other, keys, channel.now());
        LabelKey changed = new LabelKey(
                key.keyId(), key.publicKey(), key.gln(), key.validFrom().plusMillis(1), null, key.signature());
        LabelKey ofOtherKey = TestBatch.labelKey(channel.aurelia, TestBatch.ed25519Keys(), channel.now());
        LabelKey swapped =
                new LabelKey(key.keyId(), key.publicKey(), key.gln(), key.validFrom(), null, ofOtherKey.signature());

        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> register(channel.aurelia, byOther));
        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> register(channel.aurelia, changed));
        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> register(channel.aurelia, swapped));
    }

    @Test
    void it_is_valid_from_now_and_not_revoked() {
        Instant old = channel.now().minus(Duration.ofMinutes(10));
        LabelKey revoked =
                new LabelKey(key.keyId(), key.publicKey(), key.gln(), key.validFrom(), channel.now(), key.signature());

        assertRefused(
                ErrorCode.CLOCK_SKEW, () -> register(channel.aurelia, TestBatch.labelKey(channel.aurelia, keys, old)));
        assertRefused(ErrorCode.ARGUMENT_INVALID, () -> register(channel.aurelia, revoked));
    }

    private LabelKey revoke(TestParty party, TestParty signer) {
        return channel.submit(party, (call, caller) -> {
            byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, key.gln(), key.keyId(), call.time());
            return LabelKeyRules.revoke(
                    call, caller, TestChannel.CLAIMS, key.gln(), key.keyId(), signer.sign(claim, call.time()));
        });
    }

    @Test
    void a_revoked_key_is_out_of_force_from_then_on_and_stays_listed() {
        register(channel.aurelia, key);

        LabelKey revoked = revoke(channel.aurelia, channel.aurelia);

        assertThat(revoked.revokedAt()).isEqualTo(channel.now());
        assertThat(revoked.isValidAt(channel.now().minusSeconds(1))).isTrue();
        assertThat(revoked.isValidAt(channel.now())).isFalse();
        assertThat(LabelKey.fromJson(revoked.toJson())).isEqualTo(revoked);
        List<LabelKey> listed = channel.evaluate(state -> LabelKeyRules.list(state, key.gln()));
        assertThat(listed).containsExactly(revoked);
        assertRefused(
                ErrorCode.LABEL_KEY_UNKNOWN,
                () -> channel.evaluate(state -> LabelKeyRules.require(state, key.gln(), key.keyId())));
        assertRefused(ErrorCode.LABEL_KEY_REVOKED, () -> revoke(channel.aurelia, channel.aurelia));
    }

    @Test
    void only_its_brand_revokes_a_key() {
        assertRefused(ErrorCode.LABEL_KEY_UNKNOWN, () -> revoke(channel.aurelia, channel.aurelia));
        register(channel.aurelia, key);

        assertRefused(ErrorCode.ROLE_MISSING, () -> revoke(channel.meridian, channel.meridian));
        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> revoke(channel.aurelia, channel.meridian));
    }

    @Test
    void a_batch_is_not_sealed_with_a_key_that_was_revoked_meanwhile() {
        TestBatch batch = TestBatch.signed(channel, "REVOKED", 3, LocalDate.of(2046, 6, 30));
        batch.open();
        batch.addPages(batch.pages());
        LabelKeyId used = batch.terms().labelKey().orElseThrow();
        channel.submit(channel.aurelia, (call, caller) -> {
            byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, channel.aurelia.gln(), used, call.time());
            return LabelKeyRules.revoke(
                    call,
                    caller,
                    TestChannel.CLAIMS,
                    channel.aurelia.gln(),
                    used,
                    channel.aurelia.sign(claim, call.time()));
        });

        assertRefused(ErrorCode.LABEL_KEY_REVOKED, batch::seal);
    }
}
