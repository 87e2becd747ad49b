package org.touchmark.network.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.TestConsortium;
import org.touchmark.network.testing.nodes.TestNetwork;

/** Three peers, an orderer, three chaincode servers and the unmodified Gateway SDK. */
abstract class OnTestNetwork {
    @TempDir
    static Path folder;

    static TestNetwork net;
    static SigningIdentity client;
    static Gateway gateway;
    static Network network;
    static Contract goods;

    @BeforeAll
    static void start() throws Exception {
        net = TestNetwork.start(TestConsortium.create(), folder);
        client = net.consortium().client(TestConsortium.AURELIA);
        gateway = net.connect(TestConsortium.AURELIA, client);
        network = gateway.getNetwork(TestConsortium.CHANNEL);
        goods = network.getContract("goods");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        net.close();
    }

    static GatewayGrpc.GatewayBlockingStub stub() {
        return GatewayGrpc.newBlockingStub(net.peer(TestConsortium.AURELIA).channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    static StatusRuntimeException failure(Runnable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(failure).as("a refusal").isNotNull();
        return failure;
    }

    static void assertStatus(StatusRuntimeException failure, Status.Code code, String message) {
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(failure.getStatus().getDescription()).isEqualTo(message);
    }

    static Contract contractOf(SigningIdentity identity) {
        return net.connect(TestConsortium.AURELIA, identity)
                .getNetwork(TestConsortium.CHANNEL)
                .getContract("goods");
    }

    static List<String> detailsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }

    static List<String> organisationsOf(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMspId).toList();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static List<String> endorsersOf(byte[] transaction) throws Exception {
        List<String> organisations = new ArrayList<>();
        for (Endorsement endorsement : payloadOf(transaction).getAction().getEndorsementsList()) {
            organisations.add(
                    SerializedIdentity.parseFrom(endorsement.getEndorser()).getMspid());
        }
        return organisations;
    }

    static ChaincodeActionPayload payloadOf(byte[] transaction) throws Exception {
        Envelope envelope = PreparedTransaction.parseFrom(transaction).getEnvelope();
        Payload payload = Payload.parseFrom(envelope.getPayload());
        return ChaincodeActionPayload.parseFrom(
                org.hyperledger.fabric.protos.peer.Transaction.parseFrom(payload.getData())
                        .getActions(0)
                        .getPayload());
    }
}
