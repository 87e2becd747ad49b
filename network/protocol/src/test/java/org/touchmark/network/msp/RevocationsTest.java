package org.touchmark.network.msp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationsTest {
    private static final String WRITERS = "/Channel/Application/Writers";

    private static TestConsortium consortium;

    private final Revocations revocations = new Revocations();
    private final ChannelConfig config = ChannelConfigs.of(consortium.blockZero(), revocations);
    private final SigningIdentity member = consortium.client(TestConsortium.AURELIA);

    @BeforeAll
    static void make() {
        consortium = TestConsortium.create();
    }

    private static SignedData signed(SigningIdentity signer) {
        ByteString message = ByteString.copyFromUtf8("message");
        return new SignedData(
                message,
                ByteString.copyFrom(signer.serialized()),
                ByteString.copyFrom(signer.sign(message.toByteArray())));
    }

    private void publish(String mspId, SigningIdentity... revoked) {
        revocations.publish(consortium.issuer(mspId).certificate(), list(mspId, revoked));
    }

    private static X509CRL list(String mspId, SigningIdentity... revoked) {
        Instant now = Instant.now();
        Map<BigInteger, Instant> serials = new TreeMap<>();
        for (SigningIdentity identity : revoked) {
            serials.put(identity.certificate().getSerialNumber(), now);
        }
        return consortium.issuer(mspId).revocationList(serials, now, now.plus(Duration.ofDays(1)));
    }

    @Test
    void a_certificate_is_refused_from_the_moment_of_its_revocation_on() throws Exception {
        assertThat(config.identify(member.serialized()).mspId()).isEqualTo(TestConsortium.AURELIA);
        assertThat(config.admits(WRITERS, signed(member))).isTrue();

        publish(TestConsortium.AURELIA, member);

        assertThatThrownBy(() -> config.identify(member.serialized()))
                .isInstanceOf(InvalidIdentityException.class)
                .hasMessageContaining("has been revoked by its authority");
        assertThat(config.admits(WRITERS, signed(member))).isFalse();
    }

    @Test
    void blocks_are_judged_without_it_so_that_every_peer_judges_them_alike() throws Exception {
        publish(TestConsortium.AURELIA, member);

        assertThat(config.identifyIgnoringExpiry(member.serialized()).mspId()).isEqualTo(TestConsortium.AURELIA);
        assertThat(config.satisfies(WRITERS, List.of(signed(member)))).isTrue();
    }

    @Test
    void a_newer_list_takes_the_place_of_its_authoritys_last_one_and_of_no_other() {
        SigningIdentity other = consortium.client(TestConsortium.MERIDIAN);
        publish(TestConsortium.AURELIA, member);
        publish(TestConsortium.MERIDIAN, other);
        publish(TestConsortium.AURELIA);

        assertThat(config.admits(WRITERS, signed(member))).isTrue();
        assertThat(config.admits(WRITERS, signed(other))).isFalse();
    }

    @Test
    void a_serial_number_counts_only_for_certificates_of_the_lists_own_authority() {
        publish(TestConsortium.MERIDIAN, member);

        assertThat(config.admits(WRITERS, signed(member))).isTrue();
    }

    @Test
    void a_list_that_another_signed_is_refused() {
        X509CRL forged = list(TestConsortium.MERIDIAN, member);

        assertThatThrownBy(() -> revocations.publish(
                        consortium.issuer(TestConsortium.AURELIA).certificate(), forged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not signed by");
        assertThat(config.admits(WRITERS, signed(member))).isTrue();
    }

    @Test
    void a_caller_who_does_not_satisfy_the_policy_is_not_admitted_either() {
        assertThat(config.admits(WRITERS, signed(consortium.stranger()))).isFalse();
        assertThat(config.admits("/Channel/Application/Admins", signed(member))).isFalse();
    }
}
