package org.touchmark.network.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.x500.X500Name;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.touchmark.network.admin.ChannelConfiguration;
import org.touchmark.network.admin.PeerAdministration;
import org.touchmark.network.ca.CaClient;
import org.touchmark.network.ca.Secret;
import org.touchmark.network.certificates.CertificateIssuer;
import org.touchmark.network.certificates.CertificateTemplate;
import org.touchmark.network.msp.KeyPairs;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.Eventually;

/**
 * A running network as its clients know it: by its connection profile, its organisations' authorities and nothing else.
 * Its chaincode is {@link org.touchmark.network.testing.nodes.TestChaincode}. Members are enrolled through the
 * authorities' REST interface, connections are made once, and both are kept until the end.
 */
abstract class TestedLedger implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 30;
    private static final int MAX_MESSAGE_BYTES = 100 << 20;
    private static final Duration YEAR = Duration.ofDays(365);

    private final Supplier<Path> profile;
    private final Map<String, SigningIdentity> clients = new ConcurrentHashMap<>();
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** {@code profile} leads to the network's {@code connection.json}, which may be there later than this. */
    TestedLedger(Supplier<Path> profile) {
        this.profile = profile;
    }

    abstract LedgerKind kind();

    /** Takes a member's certificate back and has the channel know of it. */
    abstract void revoke(SigningIdentity member) throws Exception;

    /** Whether this is one of the ledgers that do that. */
    final boolean has(Difference difference) {
        return difference.holdsOn(kind());
    }

    final X509CRL revokeAtAuthority(SigningIdentity member) throws Exception {
        SigningIdentity registrar = registrar(member.mspId());
        ca(member.mspId()).revoke(registrar, member.certificate(), "keycompromise");
        return ca(member.mspId()).revocationList(registrar);
    }

    /**
     * A client of the organisation whose certificate has ended. No authority gives one over its REST interface, so it is
     * signed with the authority's own key.
     */
    SigningIdentity expired(String mspId) throws Exception {
        return issued(
                AuthorityKeys.of(caFolder(mspId)),
                mspId,
                "expired",
                Instant.now().minusSeconds(1));
    }

    String channel() {
        return profile().path("channel").asText();
    }

    String chaincode() {
        return profile().path("chaincode").asText();
    }

    /** The organisations with peers, in order. */
    List<String> mspIds() {
        List<String> ids = new ArrayList<>();
        profile()
                .path("organisations")
                .forEach(organisation -> ids.add(organisation.path("msp").asText()));
        return ids;
    }

    /** A client of the organisation, the same at each call. */
    SigningIdentity client(String mspId) {
        return clients.computeIfAbsent(mspId, this::enrol);
    }

    /** A client of the organisation that is new at each call. */
    SigningIdentity enrol(String mspId) {
        try {
            CaClient ca = ca(mspId);
            String name = "client-" + UUID.randomUUID();
            Secret secret = ca.register(registrar(mspId), new CaClient.Registration(name, "client", List.of()));
            return ca.enrol(name, secret);
        } catch (Exception e) {
            throw new IllegalStateException("Can not enrol a client of " + mspId, e);
        }
    }

    /** A client that says it is the organisation's, with a certificate of an authority that nobody knows. */
    SigningIdentity stranger(String mspId) {
        Instant now = Instant.now();
        CertificateIssuer unknown = CertificateIssuer.create("ca.unknown", mspId, now, YEAR);
        return issued(unknown, mspId, "stranger", now.plus(YEAR));
    }

    static SigningIdentity issued(CertificateIssuer issuer, String mspId, String name, Instant notAfter) {
        var keys = KeyPairs.p256();
        var certificate = issuer.issue(
                keys.getPublic(),
                new CertificateTemplate(
                        new X500Name("CN=" + name + ",OU=client"),
                        notAfter.minus(YEAR),
                        notAfter,
                        CertificateTemplate.Use.ENROLMENT,
                        List.of(),
                        ByteString.EMPTY));
        return SigningIdentities.of(mspId, certificate, keys.getPrivate());
    }

    CaClient ca(String mspId) throws IOException {
        JsonNode ca = organisation(mspId).path("ca");
        return new CaClient(
                URI.create(ca.path("url").asText()), mspId, Pem.certificates(Files.readString(file(ca, "tlsRoot"))));
    }

    /** Who registers and revokes members; his secret lies beside the authority's books. */
    SigningIdentity registrar(String mspId) throws Exception {
        return ca(mspId)
                .enrol(
                        "registrar",
                        Secret.chosen(Files.readString(caFolder(mspId).resolve("registrar.secret"))));
    }

    final Path caFolder(String mspId) {
        String name = organisation(mspId).path("ca").path("name").asText();
        return folder().resolve("ca").resolve(name);
    }

    /** The name of the organisation's peer. */
    String peer(String mspId) {
        return peerEntry(mspId).path("name").asText();
    }

    /** Host and port of the organisation's peer. */
    String endpoint(String mspId) {
        return peerEntry(mspId).path("endpoint").asText();
    }

    /** The certificate, in PEM, that the organisation's TLS certificates chain to. */
    Path tlsRoot(String mspId) {
        return file(peerEntry(mspId), "tlsRoot");
    }

    /** The organisation's administrator. */
    SigningIdentity admin(String mspId) throws IOException {
        JsonNode admin = organisation(mspId).path("admin");
        return SigningIdentities.load(mspId, file(admin, "certificate"), file(admin, "key"));
    }

    /** The channel's configuration by the word of the organisation's peer. */
    ChannelConfiguration configuration(String mspId) throws IOException {
        PeerAdministration peer = new PeerAdministration(admin(mspId), peer(mspId), channel(mspId));
        return new ChannelConfiguration(channel(), peer, orderers());
    }

    /** The organisation's peer itself: its key lies in the network's folder, and a test may do with it what no peer does. */
    SigningIdentity peerIdentity(String mspId) throws IOException {
        Path own = folder().resolve("nodes").resolve(peer(mspId));
        return SigningIdentities.load(mspId, own.resolve("cert.pem"), own.resolve("key.pem"));
    }

    private JsonNode peerEntry(String mspId) {
        return organisation(mspId).path("peers").path(0);
    }

    String ordererEndpoint() {
        return profile().path("orderers").path(0).path("endpoint").asText();
    }

    /** Connections to all orderers, in order. */
    List<Channel> orderers() {
        List<Channel> orderers = new ArrayList<>();
        for (JsonNode orderer : profile().path("orderers")) {
            String endpoint = orderer.path("endpoint").asText();
            orderers.add(channels.computeIfAbsent(endpoint, to -> open(to, file(orderer, "tlsRoot"))));
        }
        return orderers;
    }

    Path ordererTlsRoot() {
        return file(profile().path("orderers").path(0), "tlsRoot");
    }

    /** How many blocks the organisation's peer has; 0 if it does not say. */
    long height(String mspId) {
        try (Gateway gateway = connect(mspId)) {
            byte[] info = gateway.getNetwork(channel())
                    .getContract("qscc")
                    .newProposal("GetChainInfo")
                    .addArguments(channel())
                    .setEndorsingOrganizations(mspId)
                    .build()
                    .evaluate();
            return BlockchainInfo.parseFrom(info).getHeight();
        } catch (GatewayException | InvalidProtocolBufferException e) {
            return 0;
        }
    }

    /** Waits until the organisation's peer has that many blocks. */
    void awaitHeight(String mspId, long height) {
        Eventually.await(mspId + " has " + height + " blocks", () -> height(mspId) >= height);
    }

    /**
     * Waits until all peers have equally many blocks; nothing may be written meanwhile. Peers that are blocks apart endorse
     * different results of one call.
     */
    void awaitEqualHeights() {
        Eventually.await("all peers have equally many blocks", () -> {
            List<Long> heights = mspIds().stream().map(this::height).distinct().toList();
            return heights.size() == 1 && heights.get(0) > 0;
        });
    }

    /** A connection to the organisation's peer. */
    ManagedChannel channel(String mspId) {
        return channels.computeIfAbsent(endpoint(mspId), endpoint -> open(endpoint, tlsRoot(mspId)));
    }

    private static ManagedChannel open(String endpoint, Path root) {
        try {
            return Grpc.newChannelBuilder(
                            endpoint,
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(root.toFile())
                                    .build())
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("Can not read the TLS root of " + endpoint, e);
        }
    }

    /** The unmodified SDK, connected to the organisation's peer as its client. */
    Gateway connect(String mspId) {
        return connect(mspId, client(mspId));
    }

    /** The unmodified SDK, connected to the organisation's peer as somebody. */
    Gateway connect(String mspId, SigningIdentity client) {
        return connection(mspId, client)
                .signer(Signers.newPrivateKeySigner(client.privateKey()))
                .connect();
    }

    /** The unmodified SDK over a connection of the caller's. */
    Gateway connect(ManagedChannel channel, SigningIdentity client) {
        return connection(channel, client)
                .signer(Signers.newPrivateKeySigner(client.privateKey()))
                .connect();
    }

    /** The SDK without a key: it signs nothing, its caller does. */
    Gateway connectOffline(String mspId, SigningIdentity client) {
        return connection(mspId, client).connect();
    }

    private Gateway.Builder connection(String mspId, SigningIdentity client) {
        return connection(channel(mspId), client);
    }

    private static Gateway.Builder connection(ManagedChannel channel, SigningIdentity client) {
        return Gateway.newInstance()
                .identity(new X509Identity(client.mspId(), client.certificate()))
                .hash(Hash.SHA256)
                .connection(channel)
                .evaluateOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .chaincodeEventsOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .blockEventsOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .filteredBlockEventsOptions(options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .blockAndPrivateDataEventsOptions(
                        options -> options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
    }

    /** The network's folder. */
    final Path folder() {
        return profile.get().toAbsolutePath().getParent();
    }

    private Path file(JsonNode holder, String field) {
        return folder().resolve(holder.path(field).asText());
    }

    private JsonNode organisation(String mspId) {
        return StreamSupport.stream(profile().path("organisations").spliterator(), false)
                .filter(organisation -> organisation.path("msp").asText().equals(mspId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The connection profile has no organisation " + mspId));
    }

    private JsonNode profile() {
        try {
            return new ObjectMapper().readTree(profile.get().toFile());
        } catch (IOException e) {
            throw new IllegalStateException("Can not read " + profile.get(), e);
        }
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
        clients.clear();
    }
}
