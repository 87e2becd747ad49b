package org.touchmark.network.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.local.LocalNode;
import org.touchmark.network.local.NodeAddress;
import org.touchmark.network.local.NodeServers;
import org.touchmark.network.local.Resources;
import org.touchmark.network.local.TlsIdentity;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.orderer.CutPolicy;
import org.touchmark.network.orderer.OrdererNode;

/** The one orderer. */
public final class EmbeddedOrderer extends LocalNode {
    private final Settings settings;
    private volatile @Nullable OrdererNode orderer;

    /** What an orderer is made of. */
    public record Settings(
            NodeAddress address,
            Path folder,
            Block genesis,
            ChannelConfig config,
            SigningIdentity identity,
            TlsIdentity tls) {}

    public EmbeddedOrderer(Settings settings) {
        super(settings.address());
        this.settings = settings;
    }

    @Override
    protected void open(Resources resources) throws IOException {
        orderer = resources.keep(
                OrdererNode.start(
                        new OrdererNode.Settings(
                                settings.folder(),
                                settings.genesis(),
                                settings.config(),
                                settings.identity(),
                                CutPolicy.WHEN_IDLE,
                                gate()),
                        NodeServers.builders(address(), settings.tls().server())),
                OrdererNode::close);
    }

    @Override
    protected void closed() {
        orderer = null;
    }

    @Override
    public Optional<String> problem() {
        OrdererNode current = orderer;
        return current == null ? Optional.empty() : current.problem();
    }

    @Override
    public OptionalLong height() {
        OrdererNode current = orderer;
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.height());
    }
}
