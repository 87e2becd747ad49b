package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
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
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.touchmark.network.msp.SigningIdentity;

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

    static List<String> detailsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }

    static List<String> organisationsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMspId).toList();
    }
}
