package org.touchmark.network.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChannelEditsTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final TestConsortium consortium = TestConsortium.create();
    private final ConfigGroup channel = configuration(consortium.blockZero()).getChannelGroup();

    private static Config configuration(Block block) {
        try {
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(block.getData().getData(0)).getPayload());
            return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private ConfigGroup madeOf(ChannelProfile profile) {
        return configuration(BlockZero.of(profile)).getChannelGroup();
    }

    private X509Certificate tls(String name) {
        Instant now = Instant.now();
        KeyPair keys = KeyPairs.p256();
        return CertificateIssuer.create("tls." + name, TestConsortium.ORDERER, now, DAY)
                .issue(
                        keys.getPublic(),
                        new CertificateTemplate(
                                new X500Name("CN=" + name),
                                now,
                                now.plus(DAY),
                                CertificateTemplate.Use.TLS,
                                List.of("localhost"),
                                ByteString.EMPTY));
    }

    @Nested
    class Members {
        private final ChannelProfile.Member member = new ChannelProfile.Member(
                new MspDefinition(
                        "NewMSP",
                        List.of(CertificateIssuer.create("ca.new", "NewMSP", Instant.now(), DAY)
                                .certificate()),
                        List.of(),
                        List.of()),
                List.of(new Endpoint("new.example", 7051)));

        @Test
        void a_new_one_is_as_block_0_would_have_it() {
            ChannelProfile profile = consortium.profile();
            List<ChannelProfile.Member> members = new ArrayList<>(profile.members());
            members.add(member);

            assertThat(ChannelEdits.addMember(member).apply(channel))
                    .isEqualTo(madeOf(new ChannelProfile(
                            profile.channelId(),
                            members,
                            profile.orderers(),
                            profile.consensus(),
                            profile.batch(),
                            profile.createdAt())));
        }

        @Test
        void one_that_leaves_leaves_nothing_behind() {
            ConfigGroup joined = ChannelEdits.addMember(member).apply(channel);

            assertThat(ChannelEdits.removeMember("NewMSP").apply(joined)).isEqualTo(channel);
        }

        @Test
        void one_that_is_there_or_is_not_there_is_named() {
            ConfigGroup joined = ChannelEdits.addMember(member).apply(channel);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChannelEdits.addMember(member).apply(joined))
                    .withMessage("organisation NewMSP is a member already");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChannelEdits.removeMember("NewMSP").apply(channel))
                    .withMessageStartingWith("the configuration has no group NewMSP beside [");
        }

        @Test
        void anchor_peers_take_the_place_of_those_before() {
            ConfigGroup joined = ChannelEdits.addMember(member).apply(channel);
            ConfigGroup moved = ChannelEdits.anchorPeers("NewMSP", List.of(new Endpoint("elsewhere.example", 7051)))
                    .apply(joined);

            assertThat(moved).isNotEqualTo(joined);
            assertThat(ChannelEdits.anchorPeers("NewMSP", member.anchorPeers()).apply(moved))
                    .isEqualTo(joined);
        }
    }

    @Nested
    class Revocations {
        private X509CRL list(String mspId, long... serials) {
            Map<BigInteger, Instant> revoked = new java.util.HashMap<>();
            for (long serial : serials) {
                revoked.put(BigInteger.valueOf(serial), Instant.now());
            }
            return consortium
                    .issuer(mspId)
                    .revocationList(revoked, Instant.now(), Instant.now().plus(DAY));
        }

        @Test
        void a_list_is_as_block_0_would_have_it() {
            SigningIdentity revoked = consortium.client(TestConsortium.AURELIA);
            X509CRL list = consortium
                    .issuer(TestConsortium.AURELIA)
                    .revocationList(
                            Map.of(revoked.certificate().getSerialNumber(), Instant.now()),
                            Instant.now(),
                            Instant.now().plus(DAY));
            ConfigGroup edited =
                    ChannelEdits.revocations(TestConsortium.AURELIA, list).apply(channel);

            var config = ChannelConfigs.of(
                    Config.newBuilder().setChannelGroup(edited).build(), TestConsortium.CHANNEL);
            SignedData signed = new SignedData(
                    com.google.protobuf.ByteString.copyFromUtf8("m"),
                    com.google.protobuf.ByteString.copyFrom(revoked.serialized()),
                    com.google.protobuf.ByteString.copyFrom(
                            revoked.sign("m".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            assertThat(consortium.config().admits("/Channel/Writers", signed)).isTrue();
            assertThat(config.admits("/Channel/Writers", signed)).isFalse();
        }

        @Test
        void a_list_takes_the_place_of_the_same_authoritys_last_one() {
            ConfigGroup first = ChannelEdits.revocations(TestConsortium.AURELIA, list(TestConsortium.AURELIA, 1))
                    .apply(channel);
            X509CRL newer = list(TestConsortium.AURELIA, 1, 2);

            assertThat(ChannelEdits.revocations(TestConsortium.AURELIA, newer).apply(first))
                    .isEqualTo(ChannelEdits.revocations(TestConsortium.AURELIA, newer)
                            .apply(channel));
        }

        @Test
        void an_orderers_organisation_has_them_too() {
            ConfigGroup edited = ChannelEdits.revocations(TestConsortium.ORDERER, list(TestConsortium.ORDERER, 1))
                    .apply(channel);

            assertThat(edited.getGroupsOrThrow("Application")).isEqualTo(channel.getGroupsOrThrow("Application"));
            assertThat(edited.getGroupsOrThrow("Orderer")).isNotEqualTo(channel.getGroupsOrThrow("Orderer"));
        }

        @Test
        void an_unknown_organisation_is_named() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChannelEdits.revocations("NobodyMSP", list(TestConsortium.AURELIA, 1))
                            .apply(channel))
                    .withMessage("organisation NobodyMSP is not in the channel's configuration");
        }
    }

    @Nested
    class Consenters {
        private final Endpoint endpoint = new Endpoint("localhost", 7150);

        private ConfigGroup channelOf(Consensus consensus) {
            ChannelProfile profile = consortium.profile();
            return madeOf(new ChannelProfile(
                    profile.channelId(),
                    profile.members(),
                    profile.orderers(),
                    consensus,
                    profile.batch(),
                    profile.createdAt()));
        }

        private List<Consensus.BftConsenter> bft(int count) {
            List<Consensus.BftConsenter> consenters = new ArrayList<>();
            for (int id = 1; id <= count; id++) {
                X509Certificate tls = tls("orderer" + id);
                consenters.add(new Consensus.BftConsenter(
                        id,
                        new Endpoint("localhost", 7050 + id),
                        TestConsortium.ORDERER,
                        consortium.orderer().certificate(),
                        tls,
                        tls));
            }
            return consenters;
        }

        @Test
        void one_more_of_raft_is_as_block_0_would_have_it() {
            Consensus.Raft raft = (Consensus.Raft) consortium.profile().consensus();
            X509Certificate tls = tls("new");
            Consensus.RaftConsenter added = new Consensus.RaftConsenter(endpoint, tls, tls);
            List<Consensus.RaftConsenter> wanted = new ArrayList<>(raft.consenters());
            wanted.add(added);
            ConfigGroup edited = ConsenterEdits.put(added).apply(channel);

            assertThat(edited).isEqualTo(channelOf(new Consensus.Raft(wanted)));
            assertThat(ConsenterEdits.remove(endpoint).apply(edited)).isEqualTo(channel);
        }

        @Test
        void other_certificates_of_raft_stay_in_their_place() {
            X509Certificate old = tls("old");
            X509Certificate renewed = tls("renewed");
            Consensus.RaftConsenter first = ((Consensus.Raft)
                            consortium.profile().consensus())
                    .consenters()
                    .get(0);
            ConfigGroup two =
                    channelOf(new Consensus.Raft(List.of(new Consensus.RaftConsenter(endpoint, old, old), first)));

            assertThat(ConsenterEdits.put(new Consensus.RaftConsenter(endpoint, renewed, renewed))
                            .apply(two))
                    .isEqualTo(channelOf(new Consensus.Raft(
                            List.of(new Consensus.RaftConsenter(endpoint, renewed, renewed), first))));
        }

        @Test
        void one_more_of_BFT_changes_the_quorum() {
            List<Consensus.BftConsenter> five = bft(5);
            Consensus.BftOptions options = Consensus.BftOptions.defaults();
            ConfigGroup four = channelOf(new Consensus.Bft(five.subList(0, 4), options));
            ConfigGroup edited = ConsenterEdits.put(five.get(4)).apply(four);

            assertThat(edited).isEqualTo(channelOf(new Consensus.Bft(five, options)));
            assertThat(ConsenterEdits.remove(five.get(4).endpoint()).apply(edited))
                    .isEqualTo(four);
        }

        @Test
        void one_of_the_other_kind_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConsenterEdits.put(bft(1).get(0)).apply(channel))
                    .withMessage("the channel's consensus is etcdraft: the consenter is one of BFT");
        }

        @Test
        void one_that_is_not_there_is_named() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConsenterEdits.remove(endpoint).apply(channel))
                    .withMessage("no consenter is at localhost:7150");
        }

        @Test
        void endpoints_are_made_known_and_taken_back_but_for_the_last() {
            ConfigGroup two = ChannelEdits.addOrdererEndpoint(TestConsortium.ORDERER, endpoint)
                    .apply(channel);

            assertThat(two).isNotEqualTo(channel);
            assertThat(ChannelEdits.removeOrdererEndpoint(TestConsortium.ORDERER, endpoint)
                            .apply(two))
                    .isEqualTo(channel);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChannelEdits.removeOrdererEndpoint(
                                    TestConsortium.ORDERER, new Endpoint("localhost", 7050))
                            .apply(channel))
                    .withMessageContaining("its last orderer can not be taken away");
        }
    }

    @Nested
    class Proposals {
        private final Config current = configuration(consortium.blockZero());

        @Test
        void an_edit_that_changes_nothing_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConfigProposal.of(TestConsortium.CHANNEL, current, tree -> tree))
                    .withMessageContaining("its configuration is as wanted already");
        }

        @Test
        void signatures_travel_with_the_proposal() throws Exception {
            ConfigProposal proposal = ConfigProposal.of(
                            TestConsortium.CHANNEL,
                            current,
                            ChannelEdits.addOrdererEndpoint(TestConsortium.ORDERER, new Endpoint("localhost", 9)))
                    .signedBy(consortium.admin(TestConsortium.AURELIA));
            ConfigProposal received = ConfigProposal.parse(proposal.envelope(consortium.admin(TestConsortium.ASSAY)));

            assertThat(received).isEqualTo(proposal);
            assertThat(received.signedBy(consortium.admin(TestConsortium.ASSAY)).signatures())
                    .hasSize(2);
            assertThat(ConfigUpdate.parseFrom(received.update()).getChannelId()).isEqualTo(TestConsortium.CHANNEL);
        }

        @Test
        void an_envelope_of_another_kind_is_refused() throws Exception {
            Envelope config =
                    Envelope.parseFrom(consortium.blockZero().getData().getData(0));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConfigProposal.parse(config))
                    .withMessage("an envelope of type 1: a configuration update is of type 2");
        }
    }
}
