package org.touchmark.gateway.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.touchmark.network.Node;
import org.touchmark.network.fabric.FabricNetwork;
import org.touchmark.network.junit.NetworkExtension;

/** Faults of Fabric with four orderers (BFT), of which three make a quorum; not run where its programs are missing. */
class FabricFaultsIT extends GatewayFaults {
    @RegisterExtension
    static final NetworkExtension NETWORK = NetworkExtension.fabric();

    @Override
    NetworkExtension network() {
        return NETWORK;
    }

    @Override
    String ledgerName() {
        return "Fabric BFT";
    }

    /** The one that leads, and another. */
    @Override
    List<Node> quorum() {
        Node leader = leader();
        Node other = leader.name().equals("orderer0") ? node("orderer1") : node("orderer0");
        return List.of(leader, other);
    }

    private static Node leader() {
        return ((FabricNetwork) NETWORK.network()).leader().orElseThrow();
    }

    @Test
    void the_leading_orderer_is_killed() throws Exception {
        Duration gap = under("the leading orderer killed, started again", load -> {
            Node leader = leader();
            leader.kill();
            load.awaitProgress(100);
            leader.restart();
        });
        assertThat(gap).as("what a dead leader costs").isLessThan(Duration.ofSeconds(6));
    }
}
