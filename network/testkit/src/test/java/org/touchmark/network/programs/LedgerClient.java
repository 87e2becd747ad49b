package org.touchmark.network.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Commit;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.touchmark.network.Network;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;

/** The unmodified SDK on a network's connection profile: the first party, through one named peer. */
public final class LedgerClient implements AutoCloseable {
    private final String channelName;
    private final String mspId;
    private final ByteString creator;
    private final ManagedChannel channel;
    private final Gateway gateway;
    private final Contract contract;

    private LedgerClient(Path profile, String peer) throws Exception {
        JsonNode connection = new ObjectMapper().readTree(profile.toFile());
        Path folder = profile.toAbsolutePath().getParent();
        JsonNode node = peer(connection, peer);
        JsonNode party = connection.path("parties").path(0);
        channelName = connection.path("channel").asText();
        mspId = party.path("msp").asText();
        SigningIdentity identity = SigningIdentities.load(
                mspId,
                folder.resolve(party.path("certificate").asText()),
                folder.resolve(party.path("key").asText()));
        creator = ByteString.copyFrom(identity.serialized());
        channel = Grpc.newChannelBuilder(
                        node.path("endpoint").asText(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(
                                        folder.resolve(node.path("tlsRoot").asText())
                                                .toFile())
                                .build())
                .build();
        gateway = Gateway.newInstance()
                .identity(new X509Identity(mspId, identity.certificate()))
                .signer(Signers.newPrivateKeySigner(identity.privateKey()))
                .hash(Hash.SHA256)
                .connection(channel)
                .evaluateOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(30, TimeUnit.SECONDS))
                .connect();
        contract = gateway.getNetwork(channelName)
                .getContract(connection.path("chaincode").asText());
    }

    public static LedgerClient of(Network network, String peer) throws Exception {
        return new LedgerClient(network.connectionProfile(), peer);
    }

    private static JsonNode peer(JsonNode connection, String name) {
        for (JsonNode organisation : connection.path("organisations")) {
            for (JsonNode peer : organisation.path("peers")) {
                if (peer.path("name").asText().equals(name)) {
                    return peer;
                }
            }
        }
        throw new IllegalArgumentException("The connection profile has no peer " + name);
    }

    /** Submits, and waits until it is committed and valid. */
    public String submit(String function, String... arguments) throws GatewayException, CommitException {
        return text(contract.submitTransaction(function, arguments));
    }

    /**
     * Submits and follows up until the ledger has the transaction: a submit that failed may have been ordered all the
     * same.
     *
     * @return whether it was valid
     */
    public boolean commits(String function, String... arguments) throws GatewayException {
        Transaction transaction =
                contract.newProposal(function).addArguments(arguments).build().endorse();
        Instant end = Instant.now().plusSeconds(60);
        while (true) {
            try {
                return submission(transaction).getStatus().isSuccessful();
            } catch (CommitStatusException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    private Commit submission(Transaction transaction) {
        try {
            return transaction.submitAsync();
        } catch (SubmitException e) {
            return gateway.newCommit(SignedCommitStatusRequest.newBuilder()
                    .setRequest(CommitStatusRequest.newBuilder()
                            .setChannelId(channelName)
                            .setTransactionId(transaction.getTransactionId())
                            .setIdentity(creator)
                            .build()
                            .toByteString())
                    .build()
                    .toByteArray());
        }
    }

    public String evaluate(String function, String... arguments) throws Exception {
        return text(contract.evaluateTransaction(function, arguments));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
