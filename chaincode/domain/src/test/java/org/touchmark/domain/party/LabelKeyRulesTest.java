package org.touchmark.domain.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.SealRules;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.RefusalsByName;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.label.LabelKey;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.ledger.Epoch;

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
        LabelKey registered = register(channel.aurelia, key);

        List<LabelKey> aurelias = channel.evaluate(state -> LabelKeyRules.list(state, channel.aurelia.gln()));
        List<LabelKey> corners = channel.evaluate(state -> LabelKeyRules.list(state, channel.corner.gln()));
        assertThat(registered).isEqualTo(key.signed(key.signature().taken(1)));
        assertThat(aurelias).containsExactly(registered);
        assertThat(corners).isEmpty();
    }

    @Test
    void a_key_is_read_by_itself_however_many_its_brand_has() {
        LabelKey registered = register(channel.aurelia, key);
        for (int i = 0; i < 150; i++) {
            register(channel.aurelia, TestBatch.labelKey(channel.aurelia, TestBatch.ed25519Keys(), channel.now()));
        }

        MemoryLedger.Transaction reading = channel.ledger().begin();
        assertThat(LabelKeyRules.read(reading, channel.aurelia.gln(), key.keyId()))
                .isEqualTo(registered);
        assertThat(reading.reads()).hasSize(1);
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
        assertRefused(new RefusalsByName.Refusal(
                ErrorCode.NOT_A_PARTY,
                "label key " + others.keyId() + " is party " + channel.corner.gln() + "'s",
                () -> register(channel.aurelia, others)));
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

        TestParty rival = TestParty.enrol(
                channel.meridianCa, "MeridianMSP", "Rival", "9506000300009", List.of(Role.BRAND), "9507000");
        channel.admit(rival.party());
        assertRefused(ErrorCode.ROLE_MISSING, () -> revoke(channel.meridian, channel.meridian));
        assertRefused(new RefusalsByName.Refusal(
                ErrorCode.NOT_A_PARTY,
                "label key " + key.keyId() + " is party " + channel.aurelia.gln() + "'s",
                () -> revoke(rival, rival)));
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

    @Nested
    class A_key_that_was_used {
        private final TestBatch batch = TestBatch.signed(channel, "USED", 3, LocalDate.of(2046, 6, 30));
        private final LabelKeyId used = batch.terms().labelKey().orElseThrow();
        private final Instant begin = channel.<LabelKey>evaluate(
                        state -> LabelKeyRules.read(state, channel.aurelia.gln(), used))
                .validFrom();

        private BatchHead seal(TestBatch some, Instant at) {
            return channel.submit(channel.aurelia, (call, caller) -> sealing(call, caller, some, at));
        }

        private BatchHead sealing(Call call, Caller caller, TestBatch some, Instant at) {
            return SealRules.seal(
                    call,
                    caller,
                    TestChannel.CLAIMS,
                    TestBatch.GTIN,
                    some.terms().lot(),
                    some.sealBy(channel.aurelia, at));
        }

        private LabelKey revoke(Instant at) {
            return channel.submit(channel.aurelia, (call, caller) -> revoking(call, caller, at));
        }

        private LabelKey revoking(Call call, Caller caller, Instant at) {
            byte[] claim = LabelKey.revocationClaim(TestChannel.NAME, channel.aurelia.gln(), used, at);
            return LabelKeyRules.revoke(
                    call, caller, TestChannel.CLAIMS, channel.aurelia.gln(), used, channel.aurelia.sign(claim, at));
        }

        private void fill(TestBatch some) {
            some.open();
            some.addPages(some.pages());
        }

        @Test
        void is_revoked_from_after_its_last_seal_on() {
            fill(batch);
            Instant sealed = channel.now().plusSeconds(1);
            seal(batch, sealed);

            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(sealed.minusSeconds(1)));
            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(sealed));
            assertThat(revoke(sealed.plusMillis(1)).isValidAt(sealed)).isTrue();
        }

        @Test
        void is_revoked_now_by_the_clock_and_neither_long_ago_nor_long_ahead() {
            channel.pass(Call.MAX_SKEW.multipliedBy(2));
            Instant next = channel.now().plusSeconds(1);

            assertRefused(
                    ErrorCode.CLOCK_SKEW, () -> revoke(next.minus(Call.MAX_SKEW).minusMillis(1)));
            assertRefused(
                    ErrorCode.CLOCK_SKEW,
                    () -> revoke(
                            channel.now().plusSeconds(1).plus(Call.MAX_SKEW).plusMillis(1)));
        }

        @Test
        void is_revoked_from_after_its_last_seal_on_though_another_came_before() {
            TestBatch other = batch.alike("USED-2");
            fill(batch);
            fill(other);
            seal(batch, channel.now());
            Instant last = channel.now().plusSeconds(1);
            seal(other, last);

            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(last));
            assertThat(revoke(last.plusMillis(1)).isValidAt(last)).isTrue();
        }

        @Test
        void is_revoked_from_after_its_first_moment_on_where_nothing_is_sealed_with_it() {
            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(begin));
            assertThat(revoke(begin.plusMillis(1)).revokedAt()).isEqualTo(begin.plusMillis(1));
        }

        @Test
        void keeps_its_latest_seal_though_one_of_a_slower_clock_came_after_it() {
            TestBatch other = batch.alike("USED-2");
            fill(batch);
            fill(other);
            channel.pass(Call.MAX_SKEW.multipliedBy(2));
            Instant fast = channel.now().plus(Call.MAX_SKEW);
            seal(batch, fast);
            seal(other, channel.now().minus(Call.MAX_SKEW).plusSeconds(1));

            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(fast));
            assertThat(revoke(fast.plusMillis(1)).revokedAt()).isEqualTo(fast.plusMillis(1));
        }

        @Test
        void is_not_revoked_by_a_clock_that_is_five_minutes_slow_until_ten_have_passed_since_a_fast_ones_seal() {
            fill(batch);
            Instant fast = channel.now().plusSeconds(1).plus(Call.MAX_SKEW);
            seal(batch, fast);

            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(slow()));
            channel.pass(Call.MAX_SKEW.multipliedBy(2).minusSeconds(2));
            assertRefused(ErrorCode.TIME_REVERSED, () -> revoke(slow()));
            channel.pass(Duration.ofSeconds(1));
            assertThat(revoke(slow()).isValidAt(fast)).isTrue();
        }

        /** What a clock shows at the next transaction that is five minutes slow. */
        private Instant slow() {
            return channel.now().plusSeconds(1).minus(Call.MAX_SKEW);
        }

        @Test
        void seals_nothing_more_though_the_clock_that_revoked_it_is_five_minutes_fast() {
            fill(batch);
            Instant fast = channel.now().plusSeconds(1).plus(Call.MAX_SKEW);

            assertThat(revoke(fast).revokedAt()).isEqualTo(fast);

            assertRefused(ErrorCode.LABEL_KEY_REVOKED, () -> seal(batch, channel.now()));
        }

        @Test
        void seals_nothing_from_before_its_first_moment() {
            fill(batch);

            assertRefused(ErrorCode.TIME_REVERSED, () -> seal(batch, begin.minusMillis(1)));
            assertThat(seal(batch, begin).sealedAt()).contains(begin);
        }

        @Test
        void takes_no_seal_and_no_revocation_that_was_held_back_past_an_epoch() {
            fill(batch);
            Instant now = channel.now();

            for (Consumer<Call> rule : List.<Consumer<Call>>of(
                    call -> sealing(call, channel.aurelia.caller(), batch, now),
                    call -> revoking(call, channel.aurelia.caller(), now),
                    call -> LabelKeyRules.register(call, channel.aurelia.caller(), TestChannel.CLAIMS, key))) {
                MemoryLedger.Transaction held = channel.ledger().begin();
                rule.accept(new Call(TestChannel.NAME, "held", now, now, held));
                assertThat(held.isStale()).isFalse();

                channel.pass(Epoch.LEAST);
                channel.submit(channel.aurelia, (call, caller) -> Epoch.advance(call));

                assertThat(held.isStale()).isTrue();
            }
        }

        @Test
        void takes_no_seal_that_was_endorsed_beside_its_revocation() {
            fill(batch);
            Instant now = channel.now();
            MemoryLedger.Transaction held = channel.ledger().begin();
            sealing(new Call(TestChannel.NAME, "held", now, now, held), channel.aurelia.caller(), batch, now);

            revoke(now.minusMillis(1));

            assertThat(held.isStale()).isTrue();
        }

        @Test
        void is_not_revoked_beside_a_seal_with_it() {
            fill(batch);
            Instant now = channel.now();
            MemoryLedger.Transaction held = channel.ledger().begin();
            revoking(new Call(TestChannel.NAME, "held", now, now, held), channel.aurelia.caller(), now);

            seal(batch, now);

            assertThat(held.isStale()).isTrue();
        }
    }
}
