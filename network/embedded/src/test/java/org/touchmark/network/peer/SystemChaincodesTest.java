package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodeArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodeResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestProposal;

/** The system chaincodes, invoked as any chaincode is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SystemChaincodesTest extends ByEndorserStub {
    @Nested
    class Qscc {
        private ProposalResponse query(String... args) {
            return process(TestProposal.by(client, args).chaincode("qscc").build());
        }

        @Test
        void endorses_the_height_without_a_read_write_set() throws Exception {
            ProposalResponse response = query("GetChainInfo", CHANNEL);

            assertThat(response.hasEndorsement()).isTrue();
            assertThat(actionOf(response).getResults()).isEqualTo(ByteString.EMPTY);
            assertThat(actionOf(response).getChaincodeId().getVersion()).isEqualTo("syscc");
            assertThat(BlockchainInfo.parseFrom(response.getResponse().getPayload())
                            .getHeight())
                    .isEqualTo(peer.ledger().height());
        }

        @Test
        void finds_blocks_and_transactions() throws Exception {
            Block block = Block.parseFrom(
                    query("GetBlockByNumber", CHANNEL, "1").getResponse().getPayload());
            String transaction = Envelopes.claimedTransactionId(block.getData().getData(0));
            ByteString hash = Blocks.headerHash(block.getHeader());

            assertThat(Block.parseFrom(query("GetBlockByTxID", CHANNEL, transaction)
                                    .getResponse()
                                    .getPayload())
                            .getHeader())
                    .isEqualTo(block.getHeader());
            assertThat(Block.parseFrom(process(TestProposal.by(client, "GetBlockByHash", CHANNEL)
                                            .arg(hash)
                                            .chaincode("qscc")
                                            .build())
                                    .getResponse()
                                    .getPayload())
                            .getHeader())
                    .isEqualTo(block.getHeader());
            assertThat(ProcessedTransaction.parseFrom(query("GetTransactionByID", CHANNEL, transaction)
                                    .getResponse()
                                    .getPayload())
                            .getTransactionEnvelope()
                            .toByteString())
                    .isEqualTo(block.getData().getData(0));
        }

        @Test
        void says_what_is_wrong() {
            assertMessage(query("GetChainInfo"), "Incorrect number of arguments, 1");
            assertMessage(query("GetBlockByNumber", CHANNEL), "missing 3rd argument for GetBlockByNumber");
            assertMessage(query("GetChainInfo", "elsewhere"), "Invalid chain ID, elsewhere");
            assertMessage(
                    query("GetNothing", CHANNEL, "x"),
                    "access denied for [GetNothing][touchmark]: [Unmapped policy for qscc/GetNothing]");
            assertMessage(
                    query("GetBlockByNumber", CHANNEL, "9999"),
                    "Failed to get block number 9999, error no such block number [9999] in index");
            assertThat(query("GetBlockByNumber", CHANNEL, "x").getResponse().getMessage())
                    .startsWith("Failed to parse block number with error ");
        }
    }

    @Nested
    class Cscc {
        private ProposalResponse query(String channel, SigningIdentity caller, String... args) {
            return process(TestProposal.by(caller, args)
                    .chaincode("cscc")
                    .channel(channel)
                    .build());
        }

        @Test
        void lists_the_channel_to_members_of_its_organisation() throws Exception {
            ProposalResponse response = query("", client, "GetChannels");

            assertThat(ChannelQueryResponse.parseFrom(response.getResponse().getPayload())
                            .getChannels(0)
                            .getChannelId())
                    .isEqualTo(CHANNEL);
            assertThat(query("", net.consortium().client(TestConsortium.ASSAY), "GetChannels")
                            .getResponse()
                            .getMessage())
                    .startsWith("access denied for [GetChannels]: ");
        }

        @Test
        void gives_the_configuration_block() throws Exception {
            ProposalResponse response = query(CHANNEL, client, "GetConfigBlock", CHANNEL);

            assertThat(Block.parseFrom(response.getResponse().getPayload())
                            .getHeader()
                            .getNumber())
                    .isZero();
        }

        @Test
        void says_what_is_wrong() {
            assertMessage(query(CHANNEL, client), "Incorrect number of arguments, 0");
            assertMessage(query(CHANNEL, client, "GetConfigBlock"), "Incorrect number of arguments, 1");
            assertMessage(query(CHANNEL, client, "GetConfigBlock", "elsewhere"), "Unknown channel ID, elsewhere");
            assertMessage(query(CHANNEL, client, "Dance"), "Requested function Dance not found.");
            assertThat(query(CHANNEL, client, "JoinChain", "x").getResponse().getMessage())
                    .contains("not supported by the embedded ledger");
        }
    }

    @Nested
    class Lifecycle_chaincode {
        private ProposalResponse call(String function, ByteString args) {
            return process(TestProposal.by(client, function)
                    .arg(args)
                    .chaincode("_lifecycle")
                    .build());
        }

        private ProposalResponse commit(String name, ChaincodeDefinition definition) {
            return call("CommitChaincodeDefinition", definition.commitArgs(name).toByteString());
        }

        @Test
        void tells_what_is_defined() throws Exception {
            ByteString args = QueryChaincodeDefinitionArgs.newBuilder()
                    .setName("goods")
                    .build()
                    .toByteString();

            QueryChaincodeDefinitionResult one = QueryChaincodeDefinitionResult.parseFrom(
                    call("QueryChaincodeDefinition", args).getResponse().getPayload());
            QueryChaincodeDefinitionsResult all =
                    QueryChaincodeDefinitionsResult.parseFrom(call("QueryChaincodeDefinitions", ByteString.EMPTY)
                            .getResponse()
                            .getPayload());

            assertThat(one.getSequence()).isEqualTo(1);
            assertThat(one.getEndorsementPlugin()).isEqualTo("escc");
            assertThat(all.getChaincodeDefinitionsList())
                    .extracting(QueryChaincodeDefinitionsResult.ChaincodeDefinition::getName)
                    .contains("goods");
        }

        @Test
        void says_that_a_name_is_not_defined() {
            ProposalResponse response = call(
                    "QueryChaincodeDefinition",
                    QueryChaincodeDefinitionArgs.newBuilder()
                            .setName("bads")
                            .build()
                            .toByteString());

            assertThat(response.getResponse().getStatus()).isEqualTo(404);
            assertThat(response.getResponse().getMessage()).isEqualTo("namespace bads is not defined");
        }

        @Test
        void endorses_only_what_its_organisation_agreed_to() {
            ChaincodeDefinition next = ChaincodeDefinition.of(2, "2.0");
            peer.node().approvals().approve("goods", ChaincodeDefinition.of(2, "2.1"));

            assertMessage(
                    commit("goods", next),
                    "failed to invoke backing implementation of 'CommitChaincodeDefinition': chaincode definition not "
                            + "agreed to by this org (AureliaMSP)");
            peer.node().approvals().approve("goods", next);
            assertThat(commit("goods", next).hasEndorsement()).isTrue();
        }

        @Test
        void wants_the_next_sequence() {
            assertThat(commit("goods", ChaincodeDefinition.of(3, "1.0"))
                            .getResponse()
                            .getMessage())
                    .endsWith("requested sequence is 3, but new definition must be sequence 2");
        }

        @Test
        void wants_names_and_versions_that_can_be_keys() {
            assertThat(commit("no/slashes", ChaincodeDefinition.of(1, "1.0"))
                            .getResponse()
                            .getMessage())
                    .contains("invalid chaincode name 'no/slashes'");
            assertThat(commit("qscc", ChaincodeDefinition.of(1, "1.0"))
                            .getResponse()
                            .getMessage())
                    .contains("is the name of a system chaincode");
            assertThat(commit("fine", ChaincodeDefinition.of(1, "1 0"))
                            .getResponse()
                            .getMessage())
                    .contains("invalid chaincode version '1 0'");
        }

        @Test
        void refuses_collections_by_name() {
            ByteString args = ChaincodeDefinition.of(1, "1.0").commitArgs("private").toBuilder()
                    .setCollections(
                            CollectionConfigPackage.newBuilder().addConfig(CollectionConfig.getDefaultInstance()))
                    .build()
                    .toByteString();

            assertThat(call("CommitChaincodeDefinition", args).getResponse().getMessage())
                    .contains("not supported by the embedded ledger: private data collections");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ApproveChaincodeDefinitionForMyOrg",
                    "QueryApprovedChaincodeDefinition",
                    "CheckCommitReadiness"
                })
        void refuses_what_needs_packages_or_private_data_by_name(String function) {
            assertThat(call(function, ByteString.EMPTY).getResponse().getMessage())
                    .startsWith("failed to invoke backing implementation of '" + function
                            + "': not supported by the embedded ledger: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"InstallChaincode", "QueryInstalledChaincodes"})
        void shows_packages_to_its_organisations_admins_alone(String function) {
            assertThat(call(function, ByteString.EMPTY).getResponse().getMessage())
                    .endsWith("[This identity is not an admin of AureliaMSP]");
        }

        private Response ofThePeerItself(SigningIdentity caller, String function, String packageId) {
            ByteString arguments = QueryInstalledChaincodeArgs.newBuilder()
                    .setPackageId(packageId)
                    .build()
                    .toByteString();
            return process(TestProposal.by(caller, function)
                            .arg(arguments)
                            .channel("")
                            .chaincode("_lifecycle")
                            .build())
                    .getResponse();
        }

        @Test
        void tells_an_administrator_without_a_channel_what_the_peer_can_run() throws Exception {
            SigningIdentity admin = net.consortium().admin(TestConsortium.AURELIA);

            QueryInstalledChaincodesResult all = QueryInstalledChaincodesResult.parseFrom(
                    ofThePeerItself(admin, "QueryInstalledChaincodes", "").getPayload());
            String id = all.getInstalledChaincodes(0).getPackageId();
            QueryInstalledChaincodeResult one = QueryInstalledChaincodeResult.parseFrom(
                    ofThePeerItself(admin, "QueryInstalledChaincode", id).getPayload());
            Response none = ofThePeerItself(admin, "QueryInstalledChaincode", "nothing:00");

            assertThat(id).startsWith(all.getInstalledChaincodes(0).getLabel());
            assertThat(all.getInstalledChaincodes(0)
                            .getReferencesMap()
                            .get(CHANNEL)
                            .getChaincodes(0))
                    .extracting(
                            QueryInstalledChaincodesResult.Chaincode::getName,
                            QueryInstalledChaincodesResult.Chaincode::getVersion)
                    .containsExactly("goods", "1.0");
            assertThat(one.getPackageId()).isEqualTo(id);
            assertThat(none.getStatus()).isEqualTo(404);
            assertThat(none.getMessage()).isEqualTo("could not find chaincode with package id 'nothing:00'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"InstallChaincode", "GetInstalledChaincodePackage"})
        void refuses_packages_by_name(String function) {
            assertThat(ofThePeerItself(net.consortium().admin(TestConsortium.AURELIA), function, "")
                            .getMessage())
                    .startsWith("failed to invoke backing implementation of '" + function
                            + "': not supported by the embedded ledger: ");
        }

        @Test
        void tells_of_the_peer_itself_to_its_administrators_alone() {
            for (SigningIdentity other : List.of(client, net.consortium().admin(TestConsortium.MERIDIAN))) {
                assertThat(ofThePeerItself(other, "QueryInstalledChaincodes", "")
                                .getMessage())
                        .contains("channelless check policy with policy [Admins]");
            }
        }

        @Test
        void says_what_is_wrong() {
            assertMessage(
                    process(TestProposal.by(client).chaincode("_lifecycle").build()),
                    "lifecycle scc must be invoked with arguments");
            assertMessage(
                    process(TestProposal.by(client, "QueryChaincodeDefinitions")
                            .chaincode("_lifecycle")
                            .build()),
                    "lifecycle scc operations require exactly two arguments but received 1");
            assertThat(call("Dance", ByteString.EMPTY).getResponse().getMessage())
                    .endsWith("does not exist");
            assertThat(call("QueryChaincodeDefinition", ByteString.fromHex("ffffff"))
                            .getResponse()
                            .getMessage())
                    .contains("could not decode input arg for QueryChaincodeDefinition");
        }

        @Test
        void is_for_writers() {
            ProposalResponse response =
                    process(TestProposal.by(net.consortium().peer(TestConsortium.AURELIA), "QueryChaincodeDefinitions")
                            .arg(ByteString.EMPTY)
                            .chaincode("_lifecycle")
                            .build());

            assertThat(response.getResponse().getMessage())
                    .startsWith("Failed to authorize invocation due to failed ACL check: ");
        }
    }
}
