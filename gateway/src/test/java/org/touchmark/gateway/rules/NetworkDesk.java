package org.touchmark.gateway.rules;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.TimedDesk;
import org.touchmark.domain.party.Role;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.Connection.EnrolledParty;
import org.touchmark.gateway.config.Connection.PeerAddress;
import org.touchmark.gateway.ledger.Deadlines;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.ledger.LedgerClient;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.network.Network;

/**
 * A desk at a network: every call is a proposal over the Gateway SDK, signed by somebody whom an organisation's own authority
 * has enrolled. Its chaincode is served by one whose clock a file moves. Safe for many threads.
 */
final class NetworkDesk implements TimedDesk, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Connection connection;
    private final NetworkAuthorities authorities;
    private final FabricLedger ledger;
    private final Signatory reader;
    private final Path clock;
    private final Map<TestParty, LedgerClient> clients = new ConcurrentHashMap<>();
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger operations = new AtomicInteger();
    private volatile Duration shift = Duration.ZERO;

    /** {@code clock} is the file that moves the chaincode's clock. */
    NetworkDesk(Network network, Path clock) throws IOException {
        this.connection = Connection.read(network.connectionProfile());
        this.authorities = new NetworkAuthorities(network.connectionProfile());
        EnrolledParty first = connection.parties().get(0);
        this.reader = Signatory.read(first.msp(), first.identity());
        this.ledger = FabricLedger.open(connection, Deadlines.STANDARD, reader, first.gln());
        this.clock = clock;
    }

    @Override
    public String submit(
            TestParty party, String function, SortedMap<String, byte[]> transientData, String... arguments) {
        return clients.computeIfAbsent(party, this::client)
                .commit(new Invocation(function, withOperation(freshOperation(), arguments), transientData));
    }

    @Override
    public String evaluate(String function, String... arguments) {
        return ledger.as(reader).evaluate(Invocation.of(function, arguments));
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(Instant.now().plus(shift).toEpochMilli());
    }

    @Override
    public String channel() {
        return connection.channel();
    }

    @Override
    public TestParty enrol(String msp, String name, String gln, List<Role> roles, String... prefixes) {
        return authorities.enrol(msp, name, gln, roles, prefixes);
    }

    @Override
    public void pass(Duration time) {
        shift = shift.plus(time);
        try {
            Path next = Files.writeString(clock.resolveSibling(clock.getFileName() + ".next"), shift.toString());
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the chaincode's clock can't be moved", e);
        }
    }

    @Override
    public String submitWithWrongClock(
            Duration fast,
            TestParty party,
            String function,
            SortedMap<String, byte[]> transientData,
            String... arguments) {
        try (Gateway gateway = gateway(party)) {
            Proposal right = proposal(gateway, function, transientData, withOperation(freshOperation(), arguments));
            Transaction endorsed = gateway.newProposal(moved(right, fast)).endorse();
            return new String(endorsed.submit(), StandardCharsets.UTF_8);
        } catch (EndorseException e) {
            throw refusal(e);
        } catch (GatewayException | InvalidProtocolBufferException | CommitException e) {
            throw new IllegalStateException(function + " was not written", e);
        }
    }

    /** Has a call endorsed and holds it back. All endorsers know then what was written before. */
    Transaction endorse(TestParty party, String function, String operation, String... arguments) {
        ledger.awaitEveryPeer(LIMIT);
        try (Gateway gateway = gateway(party)) {
            return proposal(gateway, function, new TreeMap<>(), withOperation(operation, arguments))
                    .endorse();
        } catch (EndorseException e) {
            throw refusal(e);
        }
    }

    /** Sends what was endorsed, and says what became of it in the block, which every peer has then. */
    TxValidationCode order(Transaction endorsed) {
        try {
            TxValidationCode code = endorsed.submitAsync().getStatus().getCode();
            ledger.awaitEveryPeer(LIMIT);
            return code;
        } catch (SubmitException | CommitStatusException e) {
            throw new IllegalStateException(endorsed.getTransactionId() + " was not ordered", e);
        }
    }

    /** An operation id that no call of this desk has. */
    String freshOperation() {
        return "operation%08d".formatted(operations.incrementAndGet());
    }

    @Override
    public void close() {
        ledger.close();
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    private LedgerClient client(TestParty party) {
        return ledger.as(new Signatory(
                party.msp().value(), party.certificate(), party.keys().getPrivate()));
    }

    private static List<String> withOperation(String operation, String... arguments) {
        List<String> all = new ArrayList<>(List.of(operation));
        all.addAll(Arrays.asList(arguments));
        return all;
    }

    private Proposal proposal(
            Gateway gateway, String function, SortedMap<String, byte[]> transientData, List<String> arguments) {
        return gateway.getNetwork(connection.channel())
                .getContract(connection.chaincode())
                .newProposal(function)
                .addArguments(arguments.toArray(String[]::new))
                .putAllTransient(transientData)
                .build();
    }

    private Gateway gateway(TestParty party) {
        PeerAddress peer = connection.organisations().stream()
                .filter(organisation -> organisation.msp().equals(party.msp().value()))
                .findFirst()
                .orElseThrow()
                .peers()
                .get(0);
        return Gateway.newInstance()
                .connection(channels.computeIfAbsent(peer.name(), name -> open(peer)))
                .identity(new X509Identity(party.msp().value(), party.certificate()))
                .signer(Signers.newPrivateKeySigner(party.keys().getPrivate()))
                .endorseOptions(options -> options.withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .connect();
    }

    private static ManagedChannel open(PeerAddress peer) {
        try {
            return Grpc.newChannelBuilder(
                            peer.endpoint(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(peer.tlsRoot().toFile())
                                    .build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("the TLS root of " + peer.name() + " can't be read", e);
        }
    }

    /** The proposal with another timestamp, unsigned; its transaction id does not cover it. */
    private static byte[] moved(Proposal proposal, Duration fast) throws InvalidProtocolBufferException {
        ProposedTransaction proposed = ProposedTransaction.parseFrom(proposal.getBytes());
        var content = org.hyperledger.fabric.protos.peer.Proposal.parseFrom(
                proposed.getProposal().getProposalBytes());
        Header header = Header.parseFrom(content.getHeader());
        Instant at = Instant.now().plus(fast);
        ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader()).toBuilder()
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
                .build();
        Header moved = header.toBuilder()
                .setChannelHeader(channelHeader.toByteString())
                .build();
        return proposed.toBuilder()
                .setProposal(proposed.getProposal().toBuilder()
                        .clearSignature()
                        .setProposalBytes(content.toBuilder()
                                .setHeader(moved.toByteString())
                                .build()
                                .toByteString()))
                .build()
                .toByteArray();
    }

    private static RuntimeException refusal(EndorseException e) {
        return e.getDetails().stream()
                .map(ErrorDetail::getMessage)
                .map(RefusedException::parse)
                .flatMap(Optional::stream)
                .findFirst()
                .<RuntimeException>map(refused -> refused)
                .orElseGet(() -> new IllegalStateException("not endorsed: " + e.getDetails(), e));
    }
}
