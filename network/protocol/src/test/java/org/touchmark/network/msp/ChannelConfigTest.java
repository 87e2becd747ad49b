package org.touchmark.network.msp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChannelConfigTest {
    private static final byte[] MESSAGE = "the message".getBytes(UTF_8);

    private static TestConsortium consortium;
    private static SigningIdentity revoked;
    private static ChannelConfig config;

    @BeforeAll
    static void make() {
        consortium = TestConsortium.create();
        revoked = consortium.revokedClient(TestConsortium.MERIDIAN);
        config = consortium.config();
    }

    @Test
    void reads_members_and_block_limits_from_block_zero() {
        assertThat(config.channelId()).isEqualTo("touchmark");
        assertThat(config.applicationMsps())
                .containsExactly(TestConsortium.ASSAY, TestConsortium.AURELIA, TestConsortium.MERIDIAN);
        assertThat(config.msps()).hasSize(4).contains(TestConsortium.ORDERER);
        assertThat(config.maxMessageCount()).isEqualTo(500);
        assertThat(config.absoluteMaxBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(config.preferredMaxBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(config.batchTimeout()).isEqualTo(Duration.ofMillis(100));
    }

    @Nested
    class Identify {
        @Test
        void gives_each_node_the_role_of_its_organisational_unit() throws Exception {
            assertThat(config.identify(consortium.peer(TestConsortium.AURELIA).serialized())
                            .roles())
                    .containsExactlyInAnyOrder(NodeRole.MEMBER, NodeRole.PEER);
            assertThat(config.identify(consortium.admin(TestConsortium.ASSAY).serialized())
                            .roles())
                    .containsExactlyInAnyOrder(NodeRole.MEMBER, NodeRole.ADMIN);
            assertThat(config.identify(consortium.orderer().serialized()).roles())
                    .containsExactlyInAnyOrder(NodeRole.MEMBER, NodeRole.ORDERER);
            Identity client =
                    config.identify(consortium.client(TestConsortium.MERIDIAN).serialized());
            assertThat(client.mspId()).isEqualTo(TestConsortium.MERIDIAN);
            assertThat(client.roles()).containsExactlyInAnyOrder(NodeRole.MEMBER, NodeRole.CLIENT);
        }

        @Test
        void refuses_a_stranger_each_time() {
            byte[] stranger = consortium.stranger().serialized();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> config.identify(stranger))
                        .isInstanceOf(InvalidIdentityException.class)
                        .hasMessageContaining("certificate signed by unknown authority");
            }
        }

        @Test
        void refuses_a_member_of_another_organisation_under_a_false_name() {
            byte[] disguised = SigningIdentities.serialize(
                    TestConsortium.AURELIA,
                    consortium.client(TestConsortium.MERIDIAN).certificate());
            assertThatThrownBy(() -> config.identify(disguised))
                    .isInstanceOf(InvalidIdentityException.class)
                    .hasMessageContaining("unknown authority");
        }

        @Test
        void refuses_an_organisation_that_the_channel_does_not_know() {
            byte[] foreign = SigningIdentities.serialize(
                    "NobodyMSP", consortium.client(TestConsortium.AURELIA).certificate());
            assertThatThrownBy(() -> config.identify(foreign))
                    .isInstanceOf(InvalidIdentityException.class)
                    .hasMessage("MSP NobodyMSP is not defined on channel");
        }

        @Test
        void refuses_an_expired_certificate_only_by_the_clock() throws Exception {
            byte[] expired = consortium.expiredClient(TestConsortium.AURELIA).serialized();
            assertThatThrownBy(() -> config.identify(expired))
                    .isInstanceOf(InvalidIdentityException.class)
                    .hasMessageContaining("identity expired");
            assertThat(config.identifyIgnoringExpiry(expired).roles()).contains(NodeRole.CLIENT);
        }

        @Test
        void refuses_a_revoked_certificate() {
            assertThatThrownBy(() -> config.identifyIgnoringExpiry(revoked.serialized()))
                    .isInstanceOf(InvalidIdentityException.class)
                    .hasMessageContaining("The certificate has been revoked");
        }

        @Test
        void refuses_a_member_without_a_node_role_and_one_with_two() {
            byte[] none = consortium.enrol(TestConsortium.AURELIA, "plain").serialized();
            byte[] two = consortium
                    .enrol(TestConsortium.AURELIA, "both", "peer", "client")
                    .serialized();
            assertThatThrownBy(() -> config.identify(none))
                    .hasMessageContaining("does not have an OU that resolves to client, peer, orderer, or admin");
            assertThatThrownBy(() -> config.identify(two)).hasMessageContaining("not a combination of them");
        }

        @Test
        void refuses_a_CA_as_a_member() {
            byte[] authority = SigningIdentities.serialize(
                    TestConsortium.AURELIA,
                    consortium.issuer(TestConsortium.AURELIA).certificate());
            assertThatThrownBy(() -> config.identify(authority))
                    .hasMessageContaining("Certificate Authority equals true cannot be used as an identity");
        }

        @Test
        void refuses_bytes_that_are_no_identity() {
            for (String junk : List.of("", "junk", "\u0000\u00ff")) {
                assertThatThrownBy(() -> config.identify(junk.getBytes(UTF_8)))
                        .isInstanceOf(InvalidIdentityException.class);
            }
            byte[] noPem = SerializedIdentity.newBuilder()
                    .setMspid(TestConsortium.AURELIA)
                    .setIdBytes(ByteString.copyFromUtf8("no pem"))
                    .build()
                    .toByteArray();
            assertThatThrownBy(() -> config.identify(noPem)).hasMessage("could not decode the PEM structure");
            assertThatThrownBy(() -> config.identify(new byte[70_000])).hasMessageContaining("the limit is");
        }
    }

    @Nested
    class Verify {
        private final SigningIdentity client = consortium.client(TestConsortium.AURELIA);

        @Test
        void accepts_the_own_signature_and_no_other() throws Exception {
            Identity identity = config.identify(client.serialized());
            byte[] signature = client.sign(MESSAGE);
            assertThat(config.verifies(identity, MESSAGE, signature)).isTrue();
            assertThat(config.verifies(identity, "another".getBytes(UTF_8), signature))
                    .isFalse();
            assertThat(config.verifies(identity, MESSAGE, consortium.orderer().sign(MESSAGE)))
                    .isFalse();
        }

        @Test
        void refuses_the_same_signature_with_a_high_S() throws Exception {
            Identity identity = config.identify(client.serialized());
            assertThat(config.verifies(identity, MESSAGE, highS(client.sign(MESSAGE))))
                    .isFalse();
        }

        @Test
        void refuses_signatures_that_are_no_minimal_DER() throws Exception {
            Identity identity = config.identify(client.serialized());
            byte[] signature = client.sign(MESSAGE);
            assertThat(config.verifies(identity, MESSAGE, new byte[0])).isFalse();
            assertThat(config.verifies(identity, MESSAGE, Arrays.copyOf(signature, signature.length - 1)))
                    .isFalse();
            assertThat(config.verifies(identity, MESSAGE, Arrays.copyOf(signature, signature.length + 1)))
                    .isFalse();
            assertThat(config.verifies(identity, MESSAGE, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}))
                    .isFalse();
        }

        private byte[] highS(byte[] signature) throws IOException {
            BigInteger order =
                    Ecdsa.parameters(client.privateKey()).getParameters().getN();
            BigInteger[] values = StandardDSAEncoding.INSTANCE.decode(order, signature);
            return StandardDSAEncoding.INSTANCE.encode(order, values[0], order.subtract(values[1]));
        }
    }

    @Nested
    class Satisfy {
        @Test
        void any_client_or_admin_may_write_and_no_peer() {
            String writers = "/Channel/Application/Writers";
            assertThat(config.satisfies(writers, signed(consortium.client(TestConsortium.ASSAY))))
                    .isTrue();
            assertThat(config.satisfies(writers, signed(consortium.admin(TestConsortium.ASSAY))))
                    .isTrue();
            assertThat(config.satisfies(writers, signed(consortium.peer(TestConsortium.ASSAY))))
                    .isFalse();
            assertThat(config.satisfies(writers, signed(consortium.stranger()))).isFalse();
            assertThat(config.satisfies(writers, signed(revoked))).isFalse();
            assertThat(config.satisfies(writers, List.of())).isFalse();
        }

        @Test
        void endorsement_needs_peers_of_two_of_three_organisations() {
            String endorsement = "/Channel/Application/Endorsement";
            SigningIdentity aurelia = consortium.peer(TestConsortium.AURELIA);
            SigningIdentity meridian = consortium.peer(TestConsortium.MERIDIAN);
            assertThat(config.satisfies(endorsement, signed(aurelia))).isFalse();
            assertThat(config.satisfies(endorsement, signed(aurelia, aurelia))).isFalse();
            assertThat(config.satisfies(endorsement, signed(aurelia, consortium.peer(TestConsortium.AURELIA))))
                    .isFalse();
            assertThat(config.satisfies(endorsement, signed(aurelia, consortium.client(TestConsortium.MERIDIAN))))
                    .isFalse();
            assertThat(config.satisfies(endorsement, signed(aurelia, meridian))).isTrue();
        }

        @Test
        void a_signature_over_something_else_counts_for_nothing() {
            SigningIdentity aurelia = consortium.peer(TestConsortium.AURELIA);
            SigningIdentity meridian = consortium.peer(TestConsortium.MERIDIAN);
            SignedData edited = new SignedData(
                    ByteString.copyFromUtf8("edited"),
                    ByteString.copyFrom(meridian.serialized()),
                    ByteString.copyFrom(meridian.sign(MESSAGE)));
            assertThat(config.satisfies(
                            "/Channel/Application/Endorsement",
                            List.of(signed(aurelia).get(0), edited)))
                    .isFalse();
        }

        @Test
        void the_orderer_validates_blocks() {
            assertThat(config.satisfies("/Channel/Orderer/BlockValidation", signed(consortium.orderer())))
                    .isTrue();
            assertThat(config.satisfies(
                            "/Channel/Orderer/BlockValidation", signed(consortium.peer(TestConsortium.ASSAY))))
                    .isFalse();
        }

        @Test
        void channel_admins_are_a_majority_of_both_groups() {
            SigningIdentity orderer = consortium.admin(TestConsortium.ORDERER);
            SigningIdentity aurelia = consortium.admin(TestConsortium.AURELIA);
            SigningIdentity assay = consortium.admin(TestConsortium.ASSAY);
            assertThat(config.satisfies("/Channel/Admins", signed(aurelia, assay)))
                    .isFalse();
            assertThat(config.satisfies("/Channel/Admins", signed(orderer, aurelia, assay)))
                    .isTrue();
        }

        @Test
        void a_policy_that_is_not_there_is_an_error() {
            assertThatThrownBy(() -> config.satisfies("/Channel/Application/Nothing", List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no policy /Channel/Application/Nothing");
        }
    }

    @Nested
    class Satisfy_application_policy {
        private final SigningIdentity aurelia = consortium.peer(TestConsortium.AURELIA);
        private final SigningIdentity meridian = consortium.peer(TestConsortium.MERIDIAN);

        @Test
        void by_reference_to_the_channel() {
            byte[] policy = ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                    .build()
                    .toByteArray();
            assertThat(config.satisfiesApplicationPolicy(policy, signed(aurelia, meridian)))
                    .isTrue();
            assertThat(config.satisfiesApplicationPolicy(policy, signed(aurelia)))
                    .isFalse();
        }

        @Test
        void one_signer_serves_one_branch_only() {
            byte[] both = policy(
                    2,
                    role(TestConsortium.AURELIA, MSPRoleType.MEMBER),
                    role(TestConsortium.AURELIA, MSPRoleType.PEER));
            assertThat(config.satisfiesApplicationPolicy(both, signed(aurelia))).isFalse();
            assertThat(config.satisfiesApplicationPolicy(
                            both, signed(consortium.client(TestConsortium.AURELIA), aurelia)))
                    .isTrue();
        }

        @Test
        void by_identity_and_by_organisational_unit() {
            MSPPrincipal identity = MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
                    .setPrincipal(ByteString.copyFrom(aurelia.serialized()))
                    .build();
            assertThat(config.satisfiesApplicationPolicy(policy(1, identity), signed(aurelia)))
                    .isTrue();
            assertThat(config.satisfiesApplicationPolicy(
                            policy(1, identity), signed(consortium.peer(TestConsortium.AURELIA))))
                    .isFalse();
            MSPPrincipal foreignUnit = MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ORGANIZATION_UNIT)
                    .setPrincipal(OrganizationUnit.newBuilder()
                            .setMspIdentifier(TestConsortium.AURELIA)
                            .setOrganizationalUnitIdentifier("peer")
                            .build()
                            .toByteString())
                    .build();
            assertThat(config.satisfiesApplicationPolicy(policy(1, foreignUnit), signed(aurelia)))
                    .as("a unit without its certifiers is another unit")
                    .isFalse();
        }

        @Test
        void one_that_can_not_be_read_is_never_satisfied() {
            byte[] dangling = ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference("/Channel/Nowhere")
                    .build()
                    .toByteArray();
            byte[] outOfRange = ApplicationPolicy.newBuilder()
                    .setSignaturePolicy(SignaturePolicyEnvelope.newBuilder()
                            .setRule(SignaturePolicy.newBuilder().setSignedBy(3)))
                    .build()
                    .toByteArray();
            for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, dangling, outOfRange)) {
                assertThat(config.satisfiesApplicationPolicy(bad, signed(aurelia, meridian)))
                        .isFalse();
            }
        }

        private static MSPPrincipal role(String mspId, MSPRoleType role) {
            return MSPPrincipal.newBuilder()
                    .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                    .setPrincipal(MSPRole.newBuilder()
                            .setMspIdentifier(mspId)
                            .setRole(role)
                            .build()
                            .toByteString())
                    .build();
        }

        private static byte[] policy(int needed, MSPPrincipal... principals) {
            SignaturePolicy.NOutOf.Builder rule =
                    SignaturePolicy.NOutOf.newBuilder().setN(needed);
            for (int i = 0; i < principals.length; i++) {
                rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
            }
            return ApplicationPolicy.newBuilder()
                    .setSignaturePolicy(SignaturePolicyEnvelope.newBuilder()
                            .addAllIdentities(List.of(principals))
                            .setRule(SignaturePolicy.newBuilder().setNOutOf(rule)))
                    .build()
                    .toByteArray();
        }
    }

    private static List<SignedData> signed(SigningIdentity... signers) {
        return Arrays.stream(signers)
                .map(signer -> new SignedData(
                        ByteString.copyFrom(MESSAGE),
                        ByteString.copyFrom(signer.serialized()),
                        ByteString.copyFrom(signer.sign(MESSAGE))))
                .toList();
    }
}
