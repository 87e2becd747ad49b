package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProcessedTransaction;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionsResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeLink;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestNetwork;
import org.touchmark.network.testing.TestPeer;
import org.touchmark.network.testing.TestProposal;

/** A peer's Endorser service by Fabric's own stub. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndorserServiceTest {
    private static final String CHANNEL = TestConsortium.CHANNEL;
    private static final PeerLimits LIMITS =
            PeerLimits.DEFAULT.withEndorserConcurrency(8).withGatewayConcurrency(8);

    @TempDir
    static Path folder;

    private static TestNetwork net;
    private static TestPeer peer;
    private static SigningIdentity client;
    private static SigningIdentity revoked;

    @BeforeAll
    static void start() throws Exception {
        TestConsortium consortium = TestConsortium.create();
        revoked = consortium.revokedClient(TestConsortium.AURELIA);
        net = TestNetwork.start(consortium, folder, LIMITS);
        peer = net.peer(TestConsortium.AURELIA);
        client = consortium.client(TestConsortium.AURELIA);
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    private static ProposalResponse process(SignedProposal proposal) {
        return EndorserGrpc.newBlockingStub(peer.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .processProposal(proposal);
    }

    private static void assertRefused(TestProposal proposal, String message) {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> process(proposal.build()));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(refusal.getStatus().getDescription()).isEqualTo(message);
    }

    private static void assertFailed(TestProposal proposal, String message) {
        ProposalResponse response = process(proposal.build());
        assertThat(response.getResponse().getStatus()).isEqualTo(500);
        assertThat(response.getResponse().getMessage()).isEqualTo(message);
        assertThat(response.hasEndorsement()).isFalse();
        assertThat(response.getPayload()).isEqualTo(ByteString.EMPTY);
    }

    private static ChaincodeAction actionOf(ProposalResponse response) throws Exception {
        return ChaincodeAction.parseFrom(
                ProposalResponsePayload.parseFrom(response.getPayload()).getExtension());
    }

    private static KVRWSet setOf(ProposalResponse response, String namespace) throws Exception {
        for (NsReadWriteSet part :
                TxReadWriteSet.parseFrom(actionOf(response).getResults()).getNsRwsetList()) {
            if (part.getNamespace().equals(namespace)) {
                return KVRWSet.parseFrom(part.getRwset());
            }
        }
        throw new AssertionError("no read-write set of " + namespace);
    }

    @Nested
    class An_endorsement {
        @Test
        void is_signed_by_the_peer_over_payload_and_identity() throws Exception {
            ProposalResponse response =
                    process(TestProposal.by(client, "put", "k", "v").build());

            ByteString endorser = response.getEndorsement().getEndorser();
            Identity signer = peer.ledger().config().identify(endorser.toByteArray());
            assertThat(signer.certificate()).isEqualTo(peer.node().identity().certificate());
            assertThat(peer.ledger()
                            .config()
                            .verifies(
                                    signer,
                                    response.getPayload().concat(endorser).toByteArray(),
                                    response.getEndorsement().getSignature().toByteArray()))
                    .isTrue();
            assertThat(response.getVersion()).isEqualTo(1);
            assertThat(response.getInterest().getChaincodes(0).getName()).isEqualTo("goods");
        }

        @Test
        void binds_the_proposal_without_its_transient_data() throws Exception {
            ByteString nonce = ByteString.copyFromUtf8("the very same nonce");
            Instant time = Instant.now();
            TestProposal plain =
                    TestProposal.by(client, "get", "k").nonce(nonce).time(time);
            TestProposal secret =
                    TestProposal.by(client, "get", "k").nonce(nonce).time(time).secret("s", "hidden");

            assertThat(process(plain.build()).getPayload())
                    .isEqualTo(process(secret.build()).getPayload());
        }

        @Test
        void names_the_chaincode_its_version_and_its_answer() throws Exception {
            ChaincodeAction action = actionOf(
                    process(TestProposal.by(client, "event", "sold", "now").build()));

            assertThat(action.getChaincodeId().getName()).isEqualTo("goods");
            assertThat(action.getChaincodeId().getVersion()).isEqualTo("1.0");
            assertThat(action.getResponse().getStatus()).isEqualTo(200);
            assertThat(ChaincodeEvent.parseFrom(action.getEvents()).getEventName())
                    .isEqualTo("sold");
        }

        @Test
        void holds_the_read_of_the_chaincodes_sequence() throws Exception {
            ProposalResponse response =
                    process(TestProposal.by(client, "get", "k").build());

            assertThat(setOf(response, "_lifecycle").getReadsList())
                    .extracting(KVRead::getKey)
                    .containsExactly("namespaces/fields/goods/Sequence");
            assertThat(setOf(response, "_lifecycle").getReads(0).getVersion().getBlockNum())
                    .isEqualTo(1);
        }

        @Test
        void is_not_given_to_an_error() {
            ProposalResponse refused =
                    process(TestProposal.by(client, "status", "400", "E4").build());
            ProposalResponse broken =
                    process(TestProposal.by(client, "status", "500", "E5").build());

            assertThat(refused.getResponse().getStatus()).isEqualTo(400);
            assertThat(refused.hasEndorsement()).isFalse();
            assertThat(refused.getPayload()).isEqualTo(ByteString.EMPTY);
            assertThat(broken.getResponse().getMessage()).isEqualTo("E5");
            assertThat(broken.hasEndorsement()).isFalse();
            assertThat(broken.getPayload()).isNotEqualTo(ByteString.EMPTY);
        }
    }

    @Nested
    class A_proposal {
        @Test
        void that_is_none_is_refused() {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(SignedProposal.newBuilder()
                            .setProposalBytes(ByteString.fromHex("ffffff"))
                            .build()));
            assertThat(refusal.getStatus().getDescription()).startsWith("error unmarshalling Proposal: ");
        }

        @Test
        void without_a_chaincode_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").chaincode(""),
                    "ChaincodeHeaderExtension.ChaincodeId.Name is empty");
        }

        @Test
        void of_another_header_type_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").type(HeaderType.DELIVER_SEEK_INFO),
                    "error validating proposal: invalid header type DELIVER_SEEK_INFO");
        }

        @Test
        void of_another_epoch_is_refused() {
            assertRefused(TestProposal.by(client, "get", "k").epoch(1), "error validating proposal: epoch is non-zero");
        }

        @Test
        void without_nonce_or_creator_or_signature_is_refused() {
            assertRefused(
                    TestProposal.by(client, "get", "k").nonce(ByteString.EMPTY),
                    "error validating proposal: nonce is empty");
            assertRefused(
                    TestProposal.by(client, "get", "k").creatorBytes(""),
                    "error validating proposal: creator is empty");
            assertRefused(
                    TestProposal.by(client, "get", "k").signature(new byte[0]),
                    "error validating proposal: empty signature bytes");
        }

        @Test
        void with_a_wrong_transaction_id_is_refused() {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(TestProposal.by(client, "get", "k")
                            .transactionId("1234")
                            .build()));
            assertThat(refusal.getStatus().getDescription())
                    .startsWith("error validating proposal: incorrectly computed txid '1234' -- expected '");
        }

        @Test
        void of_a_stranger_is_refused() {
            assertRefused(
                    TestProposal.by(net.consortium().stranger(), "get", "k"),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
            assertRefused(
                    TestProposal.by(client, "get", "k").creatorBytes("junk"),
                    "error validating proposal: access denied: channel [touchmark] creator org unknown, creator is "
                            + "malformed");
        }

        @Test
        void with_a_revoked_certificate_is_refused() {
            assertRefused(
                    TestProposal.by(revoked, "get", "k"),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
        }

        @Test
        void with_an_expired_certificate_is_refused_by_the_filter() {
            assertRefused(
                    TestProposal.by(net.consortium().expiredClient(TestConsortium.AURELIA), "get", "k"),
                    "proposal client identity expired");
        }

        @Test
        void with_another_ones_signature_is_refused() {
            byte[] foreign = net.consortium().client(TestConsortium.AURELIA).sign(new byte[] {1});

            assertRefused(
                    TestProposal.by(client, "get", "k").signature(foreign),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
            assertRefused(
                    TestProposal.by(client, "GetChainInfo", CHANNEL)
                            .chaincode("qscc")
                            .signature(foreign),
                    "error validating proposal: access denied: channel [touchmark] creator org [AureliaMSP]");
        }

        @Test
        void by_someone_who_may_not_write_is_refused() {
            assertRefused(
                    TestProposal.by(net.consortium().peer(TestConsortium.AURELIA), "get", "k"),
                    "Failed evaluating policy on signed data during check policy on channel [touchmark] with policy "
                            + "[/Channel/Application/Writers]: [signature set did not satisfy policy]");
        }

        @ParameterizedTest
        @ValueSource(ints = {-16, 16})
        void with_a_time_that_is_off_is_refused_by_the_filter(int minutes) {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> process(TestProposal.by(client, "get", "k")
                            .time(Instant.now().plus(Duration.ofMinutes(minutes)))
                            .build()));
            assertThat(refusal.getStatus().getDescription())
                    .startsWith("request unauthorized due to incorrect timestamp ")
                    .endsWith("peer.authentication.timewindow 15m0s");
        }

        @Test
        void for_an_unknown_channel_or_chaincode_fails() {
            assertFailed(TestProposal.by(client, "get", "k").channel("elsewhere"), "channel 'elsewhere' not found");
            assertFailed(
                    TestProposal.by(client, "get", "k").chaincode("bads"),
                    "make sure the chaincode bads has been successfully defined on channel touchmark and try again: "
                            + "chaincode bads not found");
            assertRefused(
                    TestProposal.by(client, "get", "k").channel(""), "Failed to get policy manager for channel []");
        }

        @Test
        void that_calls_init_where_none_is_needed_fails() {
            ProposalResponse response =
                    process(TestProposal.by(client, "get", "k").asInit().build());
            assertThat(response.getResponse().getMessage())
                    .endsWith(
                            "invalid invocation: chaincode 'goods' does not require initialization but called as init");
        }
    }

    @Nested
    class A_chaincode_that_must_be_initialized {
        @Test
        void is_initialized_once_and_then_invoked() throws Exception {
            for (String mspId : TestConsortium.MEMBERS) {
                TestPeer each = net.peer(mspId);
                each.node()
                        .chaincodes()
                        .install(
                                "careful",
                                new ChaincodeLink(
                                        each.chaincode().address(),
                                        ChaincodeLimits.DEFAULT,
                                        each.node().gate()));
            }
            ChaincodeDefinition plain = ChaincodeDefinition.of(1, "1.0");
            net.deploy(
                    "careful",
                    new ChaincodeDefinition(
                            1,
                            "1.0",
                            "escc",
                            "vscc",
                            plain.validationParameter(),
                            ChaincodeDefinition.InitRule.REQUIRED));

            ProposalResponse early = process(
                    TestProposal.by(client, "get", "k").chaincode("careful").build());
            ProposalResponse init = process(TestProposal.by(client, "init")
                    .chaincode("careful")
                    .asInit()
                    .build());

            assertThat(early.getResponse().getMessage())
                    .endsWith("chaincode 'careful' has not been initialized for this version, must call as init first");
            assertThat(init.getResponse().getStatus()).isEqualTo(200);
            assertThat(setOf(init, "careful").getWrites(0).getKey()).endsWith("initialized");
            assertThat(setOf(init, "careful").getWrites(0).getValue().toStringUtf8())
                    .isEqualTo("1.0");
        }
    }

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
            assertMessage(query("GetNothing", CHANNEL, "x"), "Requested function GetNothing not found.");
            assertMessage(
                    query("GetBlockByNumber", CHANNEL, "9999"),
                    "Failed to get block number 9999, error no such entry in the ledger");
            assertThat(query("GetBlockByNumber", CHANNEL, "x").getResponse().getMessage())
                    .startsWith("Failed to parse block number with error ");
        }
    }

    private static void assertMessage(ProposalResponse response, String message) {
        assertThat(response.getResponse().getStatus()).isEqualTo(500);
        assertThat(response.getResponse().getMessage()).isEqualTo(message);
        assertThat(response.hasEndorsement()).isFalse();
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
                    "InstallChaincode",
                    "QueryInstalledChaincodes",
                    "ApproveChaincodeDefinitionForMyOrg",
                    "QueryApprovedChaincodeDefinition",
                    "CheckCommitReadiness"
                })
        void refuses_what_needs_packages_or_private_data_by_name(String function) {
            assertThat(call(function, ByteString.EMPTY).getResponse().getMessage())
                    .startsWith("failed to invoke backing implementation of '" + function
                            + "': not supported by the embedded ledger: ");
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

    @Nested
    class Limits {
        @Test
        void refuse_calls_beyond_the_number_at_a_time() {
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[LIMITS.endorserConcurrency()];
            for (int i = 0; i < waiting.length; i++) {
                SignedProposal hang = TestProposal.by(client, "hang").build();
                waiting[i] = CompletableFuture.supplyAsync(() -> process(hang), task -> new Thread(task).start());
            }
            StatusRuntimeException refusal = null;
            while (refusal == null && !CompletableFuture.allOf(waiting).isDone()) {
                refusal = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> process(TestProposal.by(client, "get", "k").build()));
            }

            assertThat(refusal).as("a refusal while all places are taken").isNotNull();
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(refusal.getStatus().getDescription())
                    .isEqualTo("too many requests for /protos.Endorser, exceeding concurrency limit (8)");
            CompletableFuture.allOf(waiting).join();
            assertThat(process(TestProposal.by(client, "get", "k").build())
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
        }

        @Test
        void of_the_gateway_count_calls_that_wait() throws Exception {
            CommitStatusRequest request = CommitStatusRequest.newBuilder()
                    .setIdentity(ByteString.copyFrom(client.serialized()))
                    .setChannelId(CHANNEL)
                    .setTransactionId("never")
                    .build();
            SignedCommitStatusRequest signed = SignedCommitStatusRequest.newBuilder()
                    .setRequest(request.toByteString())
                    .setSignature(ByteString.copyFrom(client.sign(request.toByteArray())))
                    .build();
            try (Context.CancellableContext waiting = Context.current().withCancellation()) {
                waiting.run(() -> {
                    for (int i = 0; i < LIMITS.gatewayConcurrency(); i++) {
                        GatewayGrpc.newStub(peer.channel()).commitStatus(signed, new Ignored());
                    }
                });
                assertThat(evaluateUntil(false).getStatus().getDescription())
                        .isEqualTo("too many requests for /gateway.Gateway, exceeding concurrency limit (8)");
            }
            assertThat(evaluateUntil(true))
                    .as("a refusal after the others have gone")
                    .isNull();
        }

        /** Calls until a call succeeds, or is refused; null means it succeeded. */
        private StatusRuntimeException evaluateUntil(boolean success) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            StatusRuntimeException refusal;
            do {
                EvaluateRequest request = EvaluateRequest.newBuilder()
                        .setProposedTransaction(
                                TestProposal.by(client, "get", "k").build())
                        .build();
                refusal = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> GatewayGrpc.newBlockingStub(peer.channel()).evaluate(request));
            } while ((refusal == null) != success && System.nanoTime() < deadline);
            return refusal;
        }
    }

    private static final class Ignored implements StreamObserver<CommitStatusResponse> {
        @Override
        public void onNext(CommitStatusResponse value) {
            // Nobody reads it.
        }

        @Override
        public void onError(Throwable failure) {
            // It is cancelled.
        }

        @Override
        public void onCompleted() {
            // Nobody waits for it.
        }
    }

    @Nested
    class A_paused_peer {
        @Test
        void answers_once_it_is_resumed() {
            peer.node().gate().pause();
            try {
                StatusRuntimeException silence = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> EndorserGrpc.newBlockingStub(peer.channel())
                                .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                                .processProposal(
                                        TestProposal.by(client, "get", "k").build()));
                assertThat(silence.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            } finally {
                peer.node().gate().resume();
            }
            assertThat(process(TestProposal.by(client, "get", "k").build())
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
        }
    }
}
