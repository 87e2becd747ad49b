package org.touchmark.network.scc;

import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.ChannelInfo;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.Response;
import org.touchmark.network.block.Blocks;
import org.touchmark.network.ledger.Ledger;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.InvalidIdentityException;

/** {@code cscc}: the channels that the peer has joined and their configuration (core/scc/cscc/configure.go). */
public final class ConfigurationQueries implements SystemChaincode {
    private final Ledger ledger;
    private final String mspId;
    private final ChannelAccess access;

    /** {@code mspId} is the peer's organisation, whose members may list its channels. */
    public ConfigurationQueries(Ledger ledger, String mspId) {
        this.ledger = ledger;
        this.mspId = mspId;
        this.access = new ChannelAccess(ledger);
    }

    @Override
    public String name() {
        return "cscc";
    }

    @Override
    public boolean readsState() {
        return false;
    }

    @Override
    public Response invoke(SystemCall call) {
        if (call.args().isEmpty()) {
            return SystemChaincode.error("Incorrect number of arguments, 0");
        }
        String function = call.function();
        return switch (function) {
            case "GetChannels" -> channels(call);
            case "GetConfigBlock" -> configBlock(call);
            case "JoinChain", "JoinChainBySnapshot", "JoinBySnapshotStatus", "GetChannelConfig" ->
                SystemChaincode.error("cscc " + function
                        + " is not supported by the embedded ledger: its peers join their one channel at the start");
            default -> SystemChaincode.error("Requested function " + function + " not found.");
        };
    }

    private Response channels(SystemCall call) {
        if (!isMember(call)) {
            return SystemChaincode.error(
                    "access denied for [GetChannels]: Failed verifying that proposal's creator satisfies local MSP "
                            + "principal during channelless check policy with policy [Members]: [" + mspId + "]");
        }
        return SystemChaincode.success(ChannelQueryResponse.newBuilder()
                .addChannels(
                        ChannelInfo.newBuilder().setChannelId(ledger.config().channelId()))
                .build());
    }

    private boolean isMember(SystemCall call) {
        ChannelConfig config = ledger.config();
        try {
            Identity caller = config.identify(call.signed().identity().toByteArray());
            return caller.mspId().equals(mspId)
                    && config.verifies(
                            caller,
                            call.signed().data().toByteArray(),
                            call.signed().signature().toByteArray());
        } catch (InvalidIdentityException e) {
            return false;
        }
    }

    private Response configBlock(SystemCall call) {
        if (call.args().size() < 2) {
            return SystemChaincode.error(
                    "Incorrect number of arguments, " + call.args().size());
        }
        String channel = call.text(1);
        if (!access.knows(channel)) {
            return SystemChaincode.error("Unknown channel ID, " + channel);
        }
        try {
            access.require(ChannelAccess.READERS, channel, call.signed());
        } catch (AccessDeniedException e) {
            return SystemChaincode.error("access denied for [GetConfigBlock][" + channel + "]: " + e.getMessage());
        }
        return lastConfigBlock()
                .map(SystemChaincode::success)
                .orElseGet(() -> SystemChaincode.error("channel " + channel + " has no configuration block"));
    }

    /** By the newest block's metadata: slot 0 names the last configuration block. */
    private Optional<Block> lastConfigBlock() {
        return ledger.block(ledger.height() - 1).flatMap(newest -> ledger.block(Blocks.lastConfig(newest)));
    }
}
