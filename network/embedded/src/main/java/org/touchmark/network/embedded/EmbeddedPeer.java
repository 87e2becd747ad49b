package org.touchmark.network.embedded;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.GateInterceptor;
import org.touchmark.network.block.Endpoint;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeLink;
import org.touchmark.network.chaincode.ChaincodeServerAddress;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.chaincode.LifecycleState;
import org.touchmark.network.chaincode.SimulationException;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.ledger.StateSnapshot;
import org.touchmark.network.local.Connections;
import org.touchmark.network.local.LocalNode;
import org.touchmark.network.local.NodeAddress;
import org.touchmark.network.local.NodeServers;
import org.touchmark.network.local.Resources;
import org.touchmark.network.local.TlsIdentity;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.peer.BlockSource;
import org.touchmark.network.peer.DeliverService;
import org.touchmark.network.peer.EndorserService;
import org.touchmark.network.peer.GatewayService;
import org.touchmark.network.peer.NetworkOrderer;
import org.touchmark.network.peer.NetworkPeer;
import org.touchmark.network.peer.PeerLimits;
import org.touchmark.network.peer.PeerNode;
import org.touchmark.network.scc.LifecycleApprovals;

/** One organisation's peer: its ledger, its chaincode link, and the services on its endpoint. */
public final class EmbeddedPeer extends LocalNode {
    private static final String LIFECYCLE = "_lifecycle";
    private static final int MAX_MESSAGE_BYTES = 100 << 20;

    private final Settings settings;
    private final LifecycleApprovals approvals = new LifecycleApprovals();
    private volatile @Nullable Ledger ledger;

    /**
     * What a peer is made of.
     *
     * @param chaincode what the channel calls the chaincode
     * @param server the peer's own chaincode server
     */
    public record Settings(
            NodeAddress address,
            Path folder,
            Block genesis,
            ChannelConfig config,
            SigningIdentity identity,
            TlsIdentity tls,
            String chaincode,
            ChaincodeServerAddress server,
            ChaincodeLimits chaincodeLimits,
            Neighbours neighbours) {}

    /** The nodes that a peer talks to; asked when it opens, since peers know each other. */
    public interface Neighbours {
        List<EmbeddedPeer> peersBeside(EmbeddedPeer peer);

        OrdererAddress orderer();
    }

    /** Where the peer's blocks come from and its transactions go. */
    public record OrdererAddress(String mspId, Endpoint endpoint) {
        int port() {
            return endpoint.port();
        }
    }

    public EmbeddedPeer(Settings settings) {
        super(settings.address());
        this.settings = settings;
    }

    public String mspId() {
        return settings.identity().mspId();
    }

    /** From now on the peer endorses the commit of that definition, and of no other. */
    public void approve(ChaincodeDefinition definition) {
        approvals.approve(settings.chaincode(), definition);
    }

    @Override
    protected void open(Resources resources) throws IOException {
        Ledger opened =
                resources.keep(Ledgers.open(settings.folder(), settings.genesis(), settings.config()), Ledger::close);
        ExecutorService executor = resources.keep(callThreads(), ExecutorService::shutdownNow);
        Connections connections = resources.keep(Connections.within(executor), Connections::close);
        EndorserService endorser = resources.keep(
                new EndorserService(node(opened, resources), PeerLimits.DEFAULT), EndorserService::close);
        GatewayService gateway = resources.keep(gateway(endorser, connections), GatewayService::close);
        OrdererAddress orderer = settings.neighbours().orderer();
        resources.keep(
                BlockSource.follow(opened, settings.identity(), () -> connections.open(orderer.port()), gate()),
                BlockSource::close);
        serve(
                resources,
                executor,
                List.of(endorser.grpc(), gateway.grpc(), new DeliverService(opened, gate(), executor)));
        ledger = opened;
    }

    @Override
    protected void closed() {
        ledger = null;
    }

    @Override
    public Optional<String> problem() {
        Ledger current = ledger;
        return current == null ? Optional.empty() : current.problem();
    }

    @Override
    public OptionalLong height() {
        Ledger current = ledger;
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.height());
    }

    /** Whether the peer can run that chaincode now: the channel's, or the one that defines it. */
    private boolean runs(String name) {
        return isRunning() && (name.equals(settings.chaincode()) || name.equals(LIFECYCLE));
    }

    /** The channel's definition of that chaincode, as far as this peer knows. */
    public Optional<ChaincodeDefinition> definition(String chaincode) {
        Ledger current = ledger;
        if (current == null) {
            return Optional.empty();
        }
        try (StateSnapshot snapshot = current.snapshot()) {
            return LifecycleState.read(chaincode, LifecycleState.reader(snapshot));
        } catch (SimulationException e) {
            throw new IllegalStateException(name() + " can not read the definition of " + chaincode, e);
        }
    }

    private PeerNode node(Ledger opened, Resources resources) {
        InstalledChaincodes chaincodes = resources.keep(new InstalledChaincodes(), InstalledChaincodes::close);
        chaincodes.install(
                settings.chaincode(), new ChaincodeLink(settings.server(), settings.chaincodeLimits(), gate()));
        return new PeerNode(name(), endpoint(), settings.identity(), opened, chaincodes, approvals, gate());
    }

    private GatewayService gateway(EndorserService endorser, Connections connections) {
        OrdererAddress orderer = settings.neighbours().orderer();
        return new GatewayService(
                endorser,
                settings.neighbours().peersBeside(this).stream()
                        .map(peer -> neighbour(peer, connections))
                        .toList(),
                new NetworkOrderer(
                        orderer.mspId(), orderer.endpoint().toString(), () -> connections.to(orderer.port())));
    }

    private ExecutorService callThreads() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name() + "-calls");
            thread.setDaemon(true);
            return thread;
        });
    }

    private NetworkPeer neighbour(EmbeddedPeer peer, Connections connections) {
        return new NetworkPeer(
                peer.mspId(),
                peer.endpoint(),
                () -> connections.to(peer.port()),
                () -> peer.height().orElse(0),
                peer::runs);
    }

    private void serve(Resources resources, ExecutorService executor, List<BindableService> services)
            throws IOException {
        GateInterceptor gate = new GateInterceptor(gate());
        for (ServerBuilder<?> builder :
                NodeServers.builders(address(), settings.tls().server())) {
            services.forEach(service -> builder.addService(ServerInterceptors.intercept(service, gate)));
            resources.keep(
                    builder.executor(executor)
                            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                            .build()
                            .start(),
                    EmbeddedPeer::end);
        }
    }

    private static void end(Server server) {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
