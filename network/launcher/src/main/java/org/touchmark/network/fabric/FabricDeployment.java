package org.touchmark.network.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.admin.GatewayTransactions;
import org.touchmark.network.admin.Invocation;
import org.touchmark.network.admin.PeerAdministration;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.ca.Tls;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeTerms;
import org.touchmark.network.local.Connections;
import org.touchmark.network.material.Material;
import org.touchmark.network.msp.Pem;
import org.touchmark.network.topology.Topology;

/**
 * Brings peers that run to where transactions can be sent: on the channel, with the chaincode installed, approved by
 * each organisation, committed, and answering. What is done already is left as it is, so that a start that was stopped
 * at any moment goes on here.
 */
public final class FabricDeployment {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** Fabric's own word for an approval that is there already (core/chaincode/lifecycle/lifecycle.go). */
    private static final String APPROVED_BEFORE = "with unchanged content";

    private static final String NOT_DEFINED = "is not defined";

    private final Topology topology;
    private final Material material;
    private final Connections connections;
    private final Runnable liveness;

    /** {@code liveness} throws if a node has died, so that nobody waits for it. */
    FabricDeployment(Topology topology, Material material, Connections connections, Runnable liveness) {
        this.topology = topology;
        this.material = material;
        this.connections = connections;
        this.liveness = liveness;
    }

    /** The package of the first version, which every organisation's peers install. */
    public static ChaincodePackage packageOf(Topology topology) {
        return ChaincodePackage.service(topology.chaincode() + "_" + ChaincodeTerms.FIRST_VERSION);
    }

    /**
     * Does all of it for nodes that somebody else has started.
     *
     * @param adminPort where each orderer, on its own host, is told to join
     */
    public static void deploy(Topology topology, Material material, int adminPort, Consumer<String> progress)
            throws IOException {
        try (Connections connections = Connections.tls(TlsChannelCredentials.newBuilder()
                .trustManager(material.tlsRoots().toFile())
                .build())) {
            FabricDeployment deployment = new FabricDeployment(topology, material, connections, () -> {});
            deployment.joinOrderers(orderer -> new Endpoint(orderer.host(), adminPort));
            deployment.joinPeers();
            progress.accept("Orderers and peers are on channel " + topology.channel());
            ChaincodePackage chaincode = packageOf(topology);
            deployment.install(chaincode);
            deployment.define(chaincode.id(), ChaincodeTerms.OPEN);
            deployment.awaitAnswers();
            progress.accept("Chaincode " + topology.chaincode() + " answers");
        }
    }

    /** Has every orderer join the channel; {@code admins} says where it is told to. */
    void joinOrderers(Function<Topology.Listener, Endpoint> admins) throws IOException {
        X509Certificate root = material.rootCertificate(topology.orderers().msp());
        Together.forEach(topology.orderers().nodes(), orderer -> {
            Material.NodeMaterial own = material.node(orderer.name());
            // Any certificate of the orderers' organisation will do: its own for TLS is at hand.
            SSLContext tls = Tls.client(
                    List.of(root),
                    Pem.certificate(Files.readString(own.tlsCertificate())),
                    Pem.privateKey(Files.readString(own.tlsKey())));
            OrdererAdministration administration =
                    new OrdererAdministration(orderer.name(), admins.apply(orderer), tls);
            if (!administration.hasJoined(topology.channel())) {
                administration.join(material.blockZero());
            }
        });
    }

    /** A peer with the organisation that it belongs to. */
    private record Place(Topology.Organisation organisation, Topology.Peer peer) {}

    private List<Place> places() {
        return topology.organisations().stream()
                .flatMap(organisation -> organisation.peers().stream().map(peer -> new Place(organisation, peer)))
                .toList();
    }

    /** Has every peer join the channel. */
    void joinPeers() throws IOException {
        Together.forEach(places(), place -> {
            PeerAdministration peer = administration(place);
            if (!peer.hasJoined(topology.channel())) {
                peer.join(material.blockZero());
            }
        });
    }

    /** Has every peer install the package. */
    void install(ChaincodePackage chaincode) throws IOException {
        Together.forEach(places(), place -> {
            PeerAdministration peer = administration(place);
            if (!peer.hasInstalled(chaincode.id())) {
                peer.install(chaincode.bytes());
            }
        });
    }

    /**
     * Has every organisation approve the definition that is asked for, and commits it, unless the channel has it.
     *
     * @throws IllegalArgumentException if it can not follow on the channel's
     */
    void define(String packageId, ChaincodeTerms terms) throws IOException {
        Optional<ChaincodeDefinition> wanted = terms.toCommit(topology.chaincode(), committed());
        if (wanted.isPresent()) {
            define(packageId, wanted.get());
        }
    }

    private void define(String packageId, ChaincodeDefinition definition) throws IOException {
        Together.forEach(
                topology.organisations(),
                organisation -> eventually(() -> {
                    try {
                        transactions(organisation).approve(topology.chaincode(), definition, packageId);
                    } catch (StatusRuntimeException e) {
                        if (!Refusals.mentions(e, APPROVED_BEFORE)) {
                            throw e;
                        }
                    }
                }));
        eventually(() -> {
            if (!committed().equals(Optional.of(definition))) {
                transactions(first()).define(topology.chaincode(), definition, mspIds());
            }
        });
    }

    /** What the channel has of the chaincode. */
    private Optional<ChaincodeDefinition> committed() {
        GatewayTransactions transactions = transactions(first());
        Invocation query = transactions.lifecycle(
                "QueryChaincodeDefinition",
                QueryChaincodeDefinitionArgs.newBuilder()
                        .setName(topology.chaincode())
                        .build());
        AtomicReference<@Nullable ByteString> answer = new AtomicReference<>();
        eventually(() -> {
            try {
                answer.set(transactions.evaluate(query, first().msp()));
            } catch (StatusRuntimeException e) {
                if (!Refusals.mentions(e, NOT_DEFINED)) {
                    throw e;
                }
            }
        });
        return Optional.ofNullable(answer.get()).map(FabricDeployment::definition);
    }

    private static ChaincodeDefinition definition(ByteString answer) {
        try {
            return ChaincodeDefinition.of(QueryChaincodeDefinitionResult.parseFrom(answer));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a peer's definition of the chaincode can not be read", e);
        }
    }

    /**
     * Waits until each peer reaches the chaincode of every organisation. A healthy peer may still not know of the
     * others (internal/pkg/gateway/registry.go), so it is tried, with the question for metadata that the contract API
     * answers; a refusal will do as well, if it is the chaincode's own.
     */
    void awaitAnswers() throws IOException {
        Together.forEach(places(), place -> {
            GatewayTransactions transactions = new GatewayTransactions(
                    material.admin(place.organisation().msp()),
                    topology.channel(),
                    connections.to(place.peer().listener().endpoint()));
            Invocation trial = new Invocation(
                    topology.channel(),
                    topology.chaincode(),
                    List.of(ByteString.copyFromUtf8("org.hyperledger.fabric:GetMetadata")));
            for (Topology.Organisation other : topology.organisations()) {
                eventually(() -> {
                    try {
                        transactions.evaluate(trial, other.msp());
                    } catch (StatusRuntimeException e) {
                        if (!Refusals.isOfChaincode(e)) {
                            throw e;
                        }
                    }
                });
            }
        });
    }

    private PeerAdministration administration(Place place) {
        return new PeerAdministration(
                material.admin(place.organisation().msp()),
                place.peer().name(),
                connections.to(place.peer().listener().endpoint()));
    }

    private GatewayTransactions transactions(Topology.Organisation organisation) {
        return new GatewayTransactions(
                material.admin(organisation.msp()),
                topology.channel(),
                connections.to(organisation.peers().get(0).listener().endpoint()));
    }

    private Topology.Organisation first() {
        return topology.organisations().get(0);
    }

    private List<String> mspIds() {
        return topology.organisations().stream().map(Topology.Organisation::msp).toList();
    }

    /** Tries until it works: peers that have just started do not know each other yet. */
    private void eventually(Runnable attempt) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                attempt.run();
                return;
            } catch (StatusRuntimeException e) {
                liveness.run();
                if (Instant.now().isAfter(end) || e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                    throw new IllegalStateException(Refusals.described(e), e);
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }
}
