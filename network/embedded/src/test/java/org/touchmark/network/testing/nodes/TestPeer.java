package org.touchmark.network.testing.nodes;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.Gate;
import org.touchmark.network.chaincode.ChaincodeLimits;
import org.touchmark.network.chaincode.ChaincodeLink;
import org.touchmark.network.chaincode.InstalledChaincodes;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.ledger.Ledgers;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.peer.BlockSource;
import org.touchmark.network.peer.EndorserService;
import org.touchmark.network.peer.GatewayService;
import org.touchmark.network.peer.NetworkOrderer;
import org.touchmark.network.peer.NetworkPeer;
import org.touchmark.network.peer.PeerLimits;
import org.touchmark.network.peer.PeerNode;
import org.touchmark.network.scc.LifecycleApprovals;
import org.touchmark.network.testing.TestConsortium;

/** A peer of a test: its own ledger, chaincode server and port; plain text, for TLS is the assembler's business. */
public final class TestPeer implements AutoCloseable {
    public static final Duration EXECUTE_TIMEOUT = Duration.ofSeconds(1);

    private final String mspId;
    private final Ledger ledger;
    private final TestChaincode chaincode;
    private final PeerNode node;
    private final EndorserService endorser;
    private Server server;
    private int port;
    private ManagedChannel channel;
    private GatewayService gateway;
    private BlockSource source;

    private TestPeer(TestConsortium consortium, String mspId, Path folder, Block genesis, PeerLimits limits)
            throws IOException {
        this.mspId = mspId;
        this.ledger = Ledgers.open(folder.resolve(mspId), genesis, ChannelConfigs.of(genesis));
        this.chaincode = TestChaincode.start("goods_" + mspId + ":1", mspId);
        Gate gate = new Gate();
        InstalledChaincodes installed = new InstalledChaincodes();
        ChaincodeLimits hasty =
                ChaincodeLimits.DEFAULT.withExecuteTimeout(EXECUTE_TIMEOUT).withDialTimeout(Duration.ofMillis(500));
        installed.install("goods", new ChaincodeLink(chaincode.address(), hasty, gate));
        SigningIdentity identity = consortium.peer(mspId);
        this.node = new PeerNode(mspId, mspId + ":7051", identity, ledger, installed, new LifecycleApprovals(), gate);
        this.endorser = new EndorserService(node, limits);
    }

    /** The ledger is open and the endorser served; the rest follows once all peers have ports. */
    public static TestPeer start(TestConsortium consortium, String mspId, Path folder, Block genesis, PeerLimits limits)
            throws IOException {
        return new TestPeer(consortium, mspId, folder, genesis, limits);
    }

    /** Serves endorser and gateway, and follows the orderer if there is one. */
    public void join(List<TestPeer> others, NetworkOrderer orderer, Optional<Integer> ordererPort) throws IOException {
        gateway = new GatewayService(
                endorser, others.stream().map(TestPeer::asOther).toList(), orderer);
        serve();
        if (ordererPort.isPresent()) {
            int at = ordererPort.get();
            source = BlockSource.follow(ledger, node.identity(), () -> channelTo(at), node.gate());
        }
    }

    /** Listens again on the port that it had. */
    public void serve() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .maxInboundMessageSize(100 << 20)
                .addService(endorser.grpc())
                .addService(gateway.grpc())
                .build()
                .start();
        port = server.getPort();
        if (channel != null) {
            channel.resetConnectBackoff();
            awaitReady(channel);
        }
    }

    private static void awaitReady(ManagedChannel channel) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (channel.getState(true) != ConnectivityState.READY) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the peer did not come back");
            }
            Thread.onSpinWait();
        }
    }

    /** As others see a peer that was killed: nothing listens any more. */
    public void unplug() throws InterruptedException {
        server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }

    public NetworkPeer asOther() {
        return new NetworkPeer(
                mspId,
                node.endpoint(),
                this::channel,
                ledger::height,
                name -> node.chaincodes().has(name));
    }

    public static ManagedChannel channelTo(int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .maxInboundMessageSize(100 << 20)
                .build();
    }

    public synchronized ManagedChannel channel() {
        if (channel == null) {
            channel = channelTo(port);
        }
        return channel;
    }

    public GatewayService gateway() {
        return gateway;
    }

    public PeerNode node() {
        return node;
    }

    public Ledger ledger() {
        return ledger;
    }

    public TestChaincode chaincode() {
        return chaincode;
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
        if (server != null) {
            server.shutdownNow();
        }
        if (channel != null) {
            channel.shutdownNow();
        }
        if (gateway != null) {
            gateway.close();
        }
        endorser.close();
        node.chaincodes().close();
        chaincode.close();
        ledger.close();
    }
}
