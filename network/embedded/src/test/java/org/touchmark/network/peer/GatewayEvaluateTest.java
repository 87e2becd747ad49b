package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.TestProposal;

/** The gateway's Evaluate. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayEvaluateTest extends OnTestNetwork {
    @Nested
    class Evaluate {
        @Test
        void refuses_what_it_can_not_read() {
            String unusable = "failed to unpack transaction proposal: ";
            assertStatus(
                    failure(() -> stub().evaluate(EvaluateRequest.getDefaultInstance())),
                    Status.Code.INVALID_ARGUMENT,
                    unusable + "a signed proposal is required");
            assertThat(failure(() -> stub().evaluate(request(SignedProposal.newBuilder()
                                    .setProposalBytes(ByteString.fromHex("ffffff"))
                                    .build())))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertStatus(
                    failure(() -> stub().evaluate(request(
                            TestProposal.by(client, "get", "k").channel("").build()))),
                    Status.Code.INVALID_ARGUMENT,
                    unusable + "no channel id provided");
            assertStatus(
                    failure(() -> stub().evaluate(request(
                            TestProposal.by(client, "get", "k").chaincode("").build()))),
                    Status.Code.INVALID_ARGUMENT,
                    unusable + "no chaincode name is provided, channel id [touchmark]");
        }

        private EvaluateRequest request(SignedProposal proposal) {
            return EvaluateRequest.newBuilder().setProposedTransaction(proposal).build();
        }

        @Test
        void of_an_unknown_channel_is_unavailable() {
            assertStatus(
                    failure(() -> stub().evaluate(request(TestProposal.by(client, "get", "k")
                            .channel("elsewhere")
                            .build()))),
                    Status.Code.UNAVAILABLE,
                    "failed to get config for channel [elsewhere]: could not get last config for channel elsewhere");
        }

        @Test
        void of_an_unknown_chaincode_finds_no_peer() {
            assertStatus(
                    failure(() -> stub().evaluate(request(TestProposal.by(client, "get", "k")
                            .chaincode("bads")
                            .build()))),
                    Status.Code.FAILED_PRECONDITION,
                    "no peers available to evaluate chaincode bads in channel touchmark");
        }

        @Test
        void with_transient_data_goes_to_its_own_organisation_only() {
            assertStatus(
                    failure(() -> stub().evaluate(request(TestProposal.by(client, "get", "k")
                            .chaincode("bads")
                            .secret("s", "hidden")
                            .build()))),
                    Status.Code.FAILED_PRECONDITION,
                    "no endorsers found in the gateway's organization; retry specifying target organization(s) to "
                            + "protect transient data: no peers available to evaluate chaincode bads in channel "
                            + "touchmark");
        }

        @Test
        void asks_its_own_peer_first_and_named_organisations_where_they_are_named() throws Exception {
            assertThat(text(goods.evaluateTransaction("own"))).isEqualTo(TestConsortium.AURELIA);
            assertThat(text(goods.newProposal("own")
                            .setEndorsingOrganizations(TestConsortium.ASSAY)
                            .build()
                            .evaluate()))
                    .isEqualTo(TestConsortium.ASSAY);
        }

        @Test
        void passes_on_what_the_chaincode_says() {
            GatewayException failure = catchThrowableOfType(
                    GatewayException.class, () -> goods.evaluateTransaction("status", "500", "E17 broken"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("evaluate call to endorser returned error: chaincode response 500, E17 broken");
            assertThat(detailsOf(failure)).containsExactly("chaincode response 500, E17 broken");
            assertThat(failure.getDetails().get(0).getAddress()).isEqualTo("AureliaMSP:7051");
        }

        @Test
        void passes_on_a_status_of_400() {
            GatewayException failure = catchThrowableOfType(
                    GatewayException.class, () -> goods.evaluateTransaction("status", "400", "E4 no such unit"));

            assertThat(failure.getStatus().getDescription()).endsWith("chaincode response 400, E4 no such unit");
        }

        @Test
        void is_aborted_when_every_chaincode_hangs() {
            GatewayException failure =
                    catchThrowableOfType(GatewayException.class, () -> goods.evaluateTransaction("hang"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("failed to evaluate transaction, see attached details for more info");
            assertThat(detailsOf(failure))
                    .hasSize(3)
                    .allSatisfy(detail ->
                            assertThat(detail).endsWith("error sending: timeout expired while executing transaction"));
        }

        @Test
        void by_a_stranger_is_refused() {
            Contract contract = contractOf(net.consortium().stranger());

            GatewayException failure =
                    catchThrowableOfType(GatewayException.class, () -> contract.evaluateTransaction("get", "k"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(failure.getStatus().getDescription())
                    .isEqualTo("evaluate call to endorser returned error: error validating proposal: access denied: "
                            + "channel [touchmark] creator org unknown, creator is malformed");
        }

        @Test
        void with_an_expired_certificate_is_unavailable() {
            Contract contract = contractOf(net.consortium().expiredClient(TestConsortium.AURELIA));

            GatewayException failure =
                    catchThrowableOfType(GatewayException.class, () -> contract.evaluateTransaction("get", "k"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(detailsOf(failure)).first().isEqualTo("proposal client identity expired");
            assertThat(detailsOf(failure))
                    .last()
                    .isEqualTo("rpc error: code = Unknown desc = proposal client identity expired");
        }

        @Test
        void answers_system_chaincodes() throws Exception {
            byte[] info = network.getContract("qscc").evaluateTransaction("GetChainInfo", TestConsortium.CHANNEL);

            assertThat(BlockchainInfo.parseFrom(info).getHeight()).isGreaterThanOrEqualTo(2);
        }

        @Test
        void goes_to_another_peer_when_its_own_has_lost_the_chaincode() throws Exception {
            net.peer(TestConsortium.AURELIA).chaincode().stop();
            try {
                assertThat(text(goods.evaluateTransaction("own"))).isNotEqualTo(TestConsortium.AURELIA);
            } finally {
                net.peer(TestConsortium.AURELIA).chaincode().serve();
            }
        }
    }
}
