package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestTransactions;

/** What the tests of each concern begin with: a client of the first organisation, connected to its peer. */
abstract class OnTestedLedger {
    Gateway gateway;
    Network network;
    Contract contract;
    String own;

    abstract TestedLedger ledger();

    @BeforeEach
    void connect() {
        own = ledger().mspIds().get(0);
        gateway = ledger().connect(own);
        network = gateway.getNetwork(ledger().channel());
        contract = network.getContract(ledger().chaincode());
    }

    @AfterEach
    void disconnect() {
        gateway.close();
    }

    String second() {
        return ledger().mspIds().get(1);
    }

    String third() {
        return ledger().mspIds().get(2);
    }

    /** The contract as somebody else sees it, through the first organisation's peer. */
    Contract contractOf(SigningIdentity identity) {
        return contractOf(ledger().connect(own, identity));
    }

    Contract contractOf(Gateway other) {
        return other.getNetwork(ledger().channel()).getContract(ledger().chaincode());
    }

    /** A key that no other test uses, whatever the ledger held before. */
    static String freshKey() {
        return "key-" + UUID.randomUUID();
    }

    Proposal.Builder call(String function, String... arguments) {
        return contract.newProposal(function).addArguments(arguments);
    }

    Transaction endorsed(String function, String... arguments) throws Exception {
        return call(function, arguments).build().endorse();
    }

    SubmittedTransaction submitted(String function, String... arguments) throws Exception {
        return endorsed(function, arguments).submitAsync();
    }

    String evaluate(String function, String... arguments) throws Exception {
        return text(contract.evaluateTransaction(function, arguments));
    }

    /** What {@code newCommit} takes: a request for a transaction's status that somebody has signed. */
    byte[] statusRequest(String transactionId, SigningIdentity client) {
        ByteString request = CommitStatusRequest.newBuilder()
                .setTransactionId(transactionId)
                .setChannelId(network.getName())
                .setIdentity(ByteString.copyFrom(client.serialized()))
                .build()
                .toByteString();
        return SignedCommitStatusRequest.newBuilder()
                .setRequest(request)
                .setSignature(ByteString.copyFrom(client.sign(request.toByteArray())))
                .build()
                .toByteArray();
    }

    /** Signs what the SDK has hashed, as a party does that keeps its key to itself. */
    static byte[] signed(SigningIdentity identity, byte[] digest) throws GeneralSecurityException {
        return Signers.newPrivateKeySigner(identity.privateKey()).sign(digest);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static <T extends Throwable> T failure(Class<T> type, ThrowingCallable call) {
        T failure = catchThrowableOfType(type, call);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    static void assertStatus(GatewayException failure, Status.Code code, String message) {
        assertThat(failure.getStatus().getCode()).as("status of %s", failure).isEqualTo(code);
        assertThat(failure.getStatus().getDescription()).isEqualTo(message);
    }

    /** What a client is told of an envelope that the orderers refuse with that status, and words that begin so. */
    void assertRefusedByOrderers(SubmitException failure, String status, String words) {
        String answer = "received unsuccessful response from orderer: status=" + status + ", info=" + words;
        if (ledger().has(Difference.REFUSES_BY_QUORUM)) {
            assertStatus(
                    failure,
                    Status.Code.UNAVAILABLE,
                    "insufficient number of orderers could successfully process transaction to satisfy quorum"
                            + " requirement");
            assertThat(detailsOf(failure)).hasSizeGreaterThan(1).allMatch(detail -> detail.startsWith(answer));
        } else {
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(failure.getStatus().getDescription()).startsWith(answer);
            assertThat(detailsOf(failure)).isEmpty();
        }
    }

    /** What a client is told when the peer refuses a call of the chaincode: the reason, where the ledger tells it. */
    void assertCallRefused(GatewayException failure, String reason) {
        boolean told = ledger().has(Difference.TELLS_WHAT_A_CHAINCODE_WAS_REFUSED);
        assertThat(detailsOf(failure))
                .singleElement()
                .asString()
                .startsWith("error in simulation: transaction returned with failure: ")
                .contains(told ? reason : "Unsuccessful response received");
    }

    /** Transactions signed with the keys of clients and of two organisations' peers, as no honest client makes them. */
    TestTransactions transactions() throws IOException {
        return new TestTransactions(
                network.getName(),
                contract.getChaincodeName(),
                ledger().client(own),
                List.of(ledger().peerIdentity(own), ledger().peerIdentity(second())));
    }

    /** An envelope that was made without the SDK, ready to be sent by it. */
    Transaction made(Envelope envelope) {
        PreparedTransaction prepared = PreparedTransaction.newBuilder()
                .setTransactionId(BlockReading.header(envelope.toByteString()).getTxId())
                .setEnvelope(envelope)
                .build();
        return gateway.newSignedTransaction(
                prepared.toByteArray(), envelope.getSignature().toByteArray());
    }

    static List<String> detailsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }

    static List<String> organisationsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMspId).toList();
    }
}
