package org.touchmark.network.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.block.BlockZero;
import org.touchmark.network.block.ChannelProfile;
import org.touchmark.network.block.Consensus;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.block.MspDefinition;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.junit.RequiredProgram;
import org.touchmark.network.material.MspFolders;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.PolicyExpression;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.processes.Programs;

/** Block 0 before Fabric's own programs; not run where they are missing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlockZeroIT {
    private final TestConsortium consortium = TestConsortium.create();
    private final CertificateIssuer tlsAuthority =
            CertificateIssuer.create("tlsca", "OrdererMSP", Instant.now(), Duration.ofDays(2));
    private final List<RealOrderer> orderers = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        for (RealOrderer orderer : orderers) {
            orderer.close();
        }
    }

    @Test
    void a_real_orderer_joins_a_raft_channel_and_leads_it() throws Exception {
        start(1);
        RealOrderer orderer = orderers.get(0);
        Path blockZero = write(BlockZero.of(profile(new Consensus.Raft(
                List.of(new Consensus.RaftConsenter(orderer.endpoint(), orderer.tls(), orderer.tls()))))));
        assertThat(orderer.join(TestConsortium.CHANNEL, blockZero)).contains("Status: 201");
        assertThat(orderer.list(TestConsortium.CHANNEL))
                .contains("\"consensusRelation\": \"consenter\"", "\"status\": \"active\"", "\"height\": 1");
        orderer.awaitLog("Raft leader changed: 0 -> 1");
    }

    @Test
    void four_real_orderers_join_a_BFT_channel() throws Exception {
        start(4);
        List<Consensus.BftConsenter> consenters = new ArrayList<>();
        for (RealOrderer orderer : orderers) {
            consenters.add(new Consensus.BftConsenter(
                    consenters.size() + 1,
                    orderer.endpoint(),
                    TestConsortium.ORDERER,
                    orderer.identity().certificate(),
                    orderer.tls(),
                    orderer.tls()));
        }
        Path blockZero = write(BlockZero.of(profile(new Consensus.Bft(consenters, Consensus.BftOptions.defaults()))));
        for (RealOrderer orderer : orderers) {
            assertThat(orderer.join(TestConsortium.CHANNEL, blockZero)).contains("Status: 201");
        }
        for (RealOrderer orderer : orderers) {
            assertThat(orderer.list(TestConsortium.CHANNEL))
                    .contains("\"consensusRelation\": \"consenter\"", "\"status\": \"active\"", "\"height\": 1");
        }
    }

    @Test
    void a_real_orderer_refuses_a_channel_of_another_name() throws Exception {
        start(1);
        RealOrderer orderer = orderers.get(0);
        Path blockZero = write(BlockZero.of(profile(new Consensus.Raft(
                List.of(new Consensus.RaftConsenter(orderer.endpoint(), orderer.tls(), orderer.tls()))))));
        assertThat(orderer.join("another", blockZero)).doesNotContain("Status: 201");
    }

    @Test
    void fabrics_translator_decodes_it() throws Exception {
        String configtxlator = RequiredProgram.require("configtxlator").toString();
        Path blockZero = write(consortium.blockZero());
        Path decoded = folder.resolve("block.json");
        Programs.Outcome outcome = Programs.run(
                folder,
                Duration.ofSeconds(30),
                List.of(
                        configtxlator,
                        "proto_decode",
                        "--type",
                        "common.Block",
                        "--input",
                        blockZero.toString(),
                        "--output",
                        decoded.toString()));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(Files.readString(decoded))
                .contains("\"channel_id\": \"touchmark\"")
                .contains("\"width\": 4294967295")
                .contains("\"type\": \"etcdraft\"")
                .contains("\"V3_0\": {}", "\"V2_5\": {}", "\"V2_0\": {}")
                .contains("\"AureliaMSP\": {", "\"MeridianMSP\": {", "\"AssayMSP\": {");
    }

    @Test
    void its_configuration_is_what_fabrics_own_generator_makes() throws Exception {
        assertThat(configuration(BlockZero.of(consortium.profile()))).isEqualTo(configuration(generated("")));
    }

    @Test
    void policies_are_read_as_fabric_reads_them() throws Exception {
        List<String> texts = List.of(
                "AND('AureliaMSP.peer', OR('MeridianMSP.peer', 'AssayMSP.client'), 'OrdererMSP.orderer')",
                "OutOf(2, 'AureliaMSP.peer', And('MeridianMSP.admin', 'AssayMSP.member'), outof(1, 'x.y-1.peer'))",
                "Or('AureliaMSP.peer')",
                "OutOf(3, 'AureliaMSP.peer', 'MeridianMSP.peer')",
                "OUTOF(0, 'AureliaMSP.peer')");
        StringBuilder policies = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            policies.append("        P%d: {Type: Signature, Rule: \"%s\"}\n".formatted(i, texts.get(i)));
        }

        ConfigGroup application =
                configuration(generated(policies.toString())).getChannelGroup().getGroupsOrThrow("Application");

        for (int i = 0; i < texts.size(); i++) {
            assertThat(SignaturePolicyEnvelope.parseFrom(
                            application.getPoliciesOrThrow("P" + i).getPolicy().getValue()))
                    .as(texts.get(i))
                    .isEqualTo(PolicyExpression.parse(texts.get(i)));
        }
    }

    /** What configtxgen makes of the consortium, with more policies of the application. */
    private Block generated(String policies) throws Exception {
        String configtxgen = RequiredProgram.require("configtxgen").toString();
        for (String mspId : List.of("AureliaMSP", "MeridianMSP", "AssayMSP", "OrdererMSP")) {
            MspFolders.write(folder.resolve(mspId), consortium.msp(mspId));
        }
        Consensus.RaftConsenter consenter =
                ((Consensus.Raft) consortium.profile().consensus()).consenters().get(0);
        Files.writeString(folder.resolve("tls.pem"), Pem.encode(consenter.serverTls()));
        // The application's policies come last.
        Files.writeString(
                folder.resolve("configtx.yaml"),
                Files.readString(Path.of("src/test/resources/configtx.yaml")).stripTrailing() + "\n" + policies);
        Path generated = folder.resolve("generated.pb");
        Programs.Outcome outcome = Programs.run(
                folder,
                Duration.ofSeconds(30),
                List.of(
                        configtxgen,
                        "-configPath",
                        folder.toString(),
                        "-profile",
                        "Touchmark",
                        "-channelID",
                        TestConsortium.CHANNEL,
                        "-outputBlock",
                        generated.toString()));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return Block.parseFrom(Files.readAllBytes(generated));
    }

    private static Config configuration(Block block) throws Exception {
        Payload payload =
                Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
        return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
    }

    private void start(int count) throws Exception {
        RequiredProgram.require("orderer");
        RequiredProgram.require("osnadmin");
        for (int i = 0; i < count; i++) {
            RealOrderer orderer = new RealOrderer(
                    folder.resolve("orderer" + i),
                    consortium.enrol(TestConsortium.ORDERER, "orderer" + i, "orderer"),
                    consortium.issuer(TestConsortium.ORDERER),
                    tlsAuthority);
            orderers.add(orderer);
            orderer.start();
        }
    }

    private ChannelProfile profile(Consensus consensus) {
        ChannelProfile profile = consortium.profile();
        MspDefinition ordererMsp = consortium.msp(TestConsortium.ORDERER);
        MspDefinition reachable =
                new MspDefinition(ordererMsp.id(), ordererMsp.roots(), List.of(tlsAuthority.certificate()), List.of());
        List<Endpoint> endpoints = orderers.stream().map(RealOrderer::endpoint).toList();
        return new ChannelProfile(
                profile.channelId(),
                profile.members(),
                List.of(new ChannelProfile.OrdererMember(reachable, endpoints)),
                consensus,
                profile.batch(),
                profile.createdAt());
    }

    private Path write(Block block) throws Exception {
        return Files.write(folder.resolve("block0.pb"), block.toByteArray());
    }
}
