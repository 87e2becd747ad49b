package org.touchmark.domain.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.fixture.TestBatch;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.trust.TestAuthority;

/** What the ledger asks of a signed claim before it takes it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ClaimsTest {
    private static final byte[] SAID = "what is said".getBytes(StandardCharsets.UTF_8);
    private static final String ATTRIBUTES =
            "{\"attrs\":{\"touchmark.role\":\"brand\",\"touchmark.gln\":\"9506000000008\"}}";

    private final TestChannel channel = TestChannel.withParties();
    private final TestParty aurelia = channel.aurelia;
    private final Instant now = channel.now();

    /** Holds a claim that one signs against the party that calls. */
    private ClaimantSignature take(TestParty caller, ClaimantSignature claim) {
        Actor actor = channel.evaluate(state -> Parties.require(state, caller.caller(), Action.OPEN_BATCH));
        return TestChannel.CLAIMS.require(claim, SAID, actor, "the claim");
    }

    /** The same company with the same key, certified again. */
    private TestParty certified(int usage, Instant begin, Instant end) {
        return with(channel.aureliaCa.issue(aurelia.keys(), ATTRIBUTES, usage, begin, end));
    }

    private TestParty with(X509Certificate certificate) {
        return new TestParty(
                aurelia.name(),
                aurelia.msp(),
                aurelia.gln(),
                aurelia.roles(),
                aurelia.prefixes(),
                aurelia.keys(),
                certificate);
    }

    @Test
    void a_claim_is_taken_with_the_certificate_that_it_is_sent_with() {
        TestParty renewed = certified(KeyUsage.digitalSignature, TestAuthority.BEGIN, TestAuthority.END);

        assertThat(take(aurelia, aurelia.sign(SAID, now)).version()).isEqualTo(1);
        assertThat(take(renewed, renewed.sign(SAID, now)).certificate())
                .isEqualTo(renewed.caller().certificate());
    }

    @Test
    void a_claim_with_another_certificate_of_the_same_key_is_refused() {
        TestParty renewed = certified(KeyUsage.digitalSignature, TestAuthority.BEGIN, TestAuthority.END);

        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> take(aurelia, renewed.sign(SAID, now)));
        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> take(renewed, aurelia.sign(SAID, now)));
    }

    @Test
    void a_claim_with_a_certificate_of_the_same_key_from_another_organisation_is_refused() {
        TestParty minted = with(channel.meridianCa.issueWithAttributes(aurelia.keys(), ATTRIBUTES));

        assertRefused(ErrorCode.SIGNATURE_INVALID, () -> take(aurelia, minted.sign(SAID, now)));
    }

    @Test
    void a_claim_signed_for_a_time_at_which_the_certificate_is_not_in_force_is_refused() {
        Instant begin = now.minusSeconds(60);
        Instant end = now.plusSeconds(60);
        TestParty brief = certified(KeyUsage.digitalSignature, begin, end);

        assertThat(take(brief, brief.sign(SAID, begin)).at()).isEqualTo(begin);
        assertThat(take(brief, brief.sign(SAID, end)).at()).isEqualTo(end);
        assertRefused(ErrorCode.CERTIFICATE_UNTRUSTED, () -> take(brief, brief.sign(SAID, begin.minusMillis(1))));
        assertRefused(ErrorCode.CERTIFICATE_UNTRUSTED, () -> take(brief, brief.sign(SAID, end.plusMillis(1))));
    }

    @Test
    void a_claim_with_a_certificate_that_is_not_for_signatures_is_refused() {
        TestParty keyAgreement = certified(KeyUsage.keyAgreement, TestAuthority.BEGIN, TestAuthority.END);

        assertRefused(ErrorCode.CERTIFICATE_UNTRUSTED, () -> take(keyAgreement, keyAgreement.sign(SAID, now)));
    }

    @Test
    void a_claim_carries_the_form_of_its_party_that_the_ledger_held_it_against() {
        BatchHead first = TestBatch.compact(channel, "L1", 3).register();
        Party renamed = new Party(
                aurelia.gln(), "Aurelia SA", aurelia.msp(), aurelia.keyHash(), aurelia.roles(), aurelia.prefixes());
        channel.admit(renamed);
        BatchHead second = TestBatch.compact(channel, "L2", 3).register();

        assertThat(List.of(first, second))
                .extracting(head -> head.seal().orElseThrow().signature().version())
                .containsExactly(1, 2);
        assertThat(BatchHead.fromJson(CanonicalJson.parse(CanonicalJson.write(second.toJson()))))
                .isEqualTo(second);
    }

    @Test
    void a_form_that_a_claimant_gives_itself_does_not_count() {
        assertThat(take(aurelia, aurelia.sign(SAID, now).taken(7)).version()).isEqualTo(1);
    }
}
