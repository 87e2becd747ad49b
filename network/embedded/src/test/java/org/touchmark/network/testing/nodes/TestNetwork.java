package org.touchmark.network.testing.nodes;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.touchmark.network.Gate;
import org.touchmark.network.chaincode.ChaincodeDefinition;
import org.touchmark.network.msp.ChannelConfigs;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.orderer.CutPolicy;
import org.touchmark.network.orderer.OrdererNode;
import org.touchmark.network.peer.NetworkOrderer;
import org.touchmark.network.peer.PeerLimits;
import org.touchmark.network.testing.TestConsortium;

/** Three peers and an orderer of a {@link TestConsortium}, with the chaincode "goods" deployed through the SDK. */
public final class TestNetwork implements AutoCloseable {
    private final TestConsortium consortium;
    private final Map<String, TestPeer> peers = new LinkedHashMap<>();
    private final OrdererNode orderer;
    private final List<ManagedChannel> channels = new ArrayList<>();

    private TestNetwork(TestConsortium consortium, Path folder, PeerLimits limits) throws IOException {
        this.consortium = consortium;
        Block genesis = consortium.blockZero();
        orderer = OrdererNode.start(
                new OrdererNode.Settings(
                        folder.resolve("orderer"),
                        genesis,
                        ChannelConfigs.of(genesis),
                        consortium.orderer(),
                        CutPolicy.WHEN_IDLE,
                        new Gate()),
                List.of(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))));
        for (String mspId : TestConsortium.MEMBERS) {
            peers.put(mspId, TestPeer.start(consortium, mspId, folder, genesis, limits));
        }
        ManagedChannel toOrderer = channelTo(orderer.port());
        NetworkOrderer known = new NetworkOrderer(TestConsortium.ORDERER, "orderer:7050", () -> toOrderer);
        for (TestPeer peer : peers.values()) {
            List<TestPeer> others =
                    peers.values().stream().filter(other -> other != peer).toList();
            peer.join(others, known, Optional.of(orderer.port()));
        }
    }

    public static TestNetwork start(TestConsortium consortium, Path folder) throws Exception {
        return start(consortium, folder, PeerLimits.DEFAULT);
    }

    public static TestNetwork start(TestConsortium consortium, Path folder, PeerLimits limits) throws Exception {
        TestNetwork network = new TestNetwork(consortium, folder, limits);
        network.deploy("goods", ChaincodeDefinition.of(1, "1.0"));
        return network;
    }

    /** Approves on every peer and commits, as an operator would. */
    public void deploy(String name, ChaincodeDefinition definition) throws Exception {
        peers.values().forEach(peer -> peer.node().approvals().approve(name, definition));
        try (Gateway gateway = connect(TestConsortium.AURELIA, consortium.client(TestConsortium.AURELIA))) {
            gateway.getNetwork(TestConsortium.CHANNEL)
                    .getContract("_lifecycle")
                    .newProposal("CommitChaincodeDefinition")
                    .addArguments(definition.commitArgs(name).toByteArray())
                    .build()
                    .endorse()
                    .submit();
        }
        awaitEqualHeights();
    }

    public TestConsortium consortium() {
        return consortium;
    }

    public TestPeer peer(String mspId) {
        return peers.get(mspId);
    }

    public OrdererNode orderer() {
        return orderer;
    }

    /** The unmodified SDK, connected to the organisation's peer. */
    public Gateway connect(String mspId, SigningIdentity client) {
        return Gateway.newInstance()
                .identity(new X509Identity(client.mspId(), client.certificate()))
                .signer(Signers.newPrivateKeySigner(client.privateKey()))
                .hash(Hash.SHA256)
                .connection(peers.get(mspId).channel())
                .evaluateOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
                .connect();
    }

    /** Waits until every peer has every block of the orderer. */
    public void awaitEqualHeights() {
        for (TestPeer peer : peers.values()) {
            peer.ledger()
                    .awaitBlock(orderer.height() - 1)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }

    public ManagedChannel channelTo(int port) {
        ManagedChannel channel = TestPeer.channelTo(port);
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        peers.values().forEach(TestPeer::close);
        channels.forEach(ManagedChannel::shutdownNow);
        orderer.close();
    }
}
