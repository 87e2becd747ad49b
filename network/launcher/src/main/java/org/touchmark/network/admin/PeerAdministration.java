package org.touchmark.network.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.peer.ChannelInfo;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.lifecycle.InstallChaincodeArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;
import org.touchmark.network.msp.SigningIdentity;

/** An administrator's calls of his own organisation's peer, which belong to no channel. */
public final class PeerAdministration {
    private static final String NO_CHANNEL = "";
    private static final String CONFIGURATION = "cscc";
    private static final String LIFECYCLE = "_lifecycle";
    private static final int OK = 200;
    private static final long DEADLINE_SECONDS = 60;

    private final SigningIdentity admin;
    private final String peer;
    private final EndorserGrpc.EndorserBlockingStub endorser;

    /** {@code peer} is what messages call it. */
    public PeerAdministration(SigningIdentity admin, String peer, Channel channel) {
        this.admin = admin;
        this.peer = peer;
        this.endorser = EndorserGrpc.newBlockingStub(channel);
    }

    /** Whether the peer has joined the channel (core/scc/cscc/configure.go). */
    public boolean hasJoined(String channelId) {
        ByteString answer = call("list the channels of", Invocation.of(NO_CHANNEL, CONFIGURATION, "GetChannels"));
        try {
            return ChannelQueryResponse.parseFrom(answer).getChannelsList().stream()
                    .map(ChannelInfo::getChannelId)
                    .anyMatch(channelId::equals);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    /** Joins the channel that begins with that block. */
    public void join(Block blockZero) {
        call("join", Invocation.of(NO_CHANNEL, CONFIGURATION, "JoinChain", blockZero.toByteString()));
    }

    /** The block with the configuration of a channel that counts now. */
    public Block configBlock(String channelId) {
        ByteString answer = call(
                "show the configuration of channel " + channelId,
                Invocation.of(NO_CHANNEL, CONFIGURATION, "GetConfigBlock", ByteString.copyFromUtf8(channelId)));
        try {
            return Block.parseFrom(answer);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    /** Whether the peer holds the package (core/chaincode/lifecycle/scc.go). */
    public boolean hasInstalled(String packageId) {
        ByteString answer = call(
                "list the packages of",
                Invocation.of(
                        NO_CHANNEL,
                        LIFECYCLE,
                        "QueryInstalledChaincodes",
                        QueryInstalledChaincodesArgs.getDefaultInstance().toByteString()));
        try {
            return QueryInstalledChaincodesResult.parseFrom(answer).getInstalledChaincodesList().stream()
                    .anyMatch(installed -> installed.getPackageId().equals(packageId));
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(e);
        }
    }

    /** Installs a package, which the peer has its external builder build. */
    public void install(ByteString chaincodePackage) {
        InstallChaincodeArgs arguments = InstallChaincodeArgs.newBuilder()
                .setChaincodeInstallPackage(chaincodePackage)
                .build();
        call("install", Invocation.of(NO_CHANNEL, LIFECYCLE, "InstallChaincode", arguments.toByteString()));
    }

    private ByteString call(String purpose, Invocation invocation) {
        Response response = endorser.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .withWaitForReady()
                .processProposal(SignedCall.of(admin, invocation).proposal())
                .getResponse();
        if (response.getStatus() != OK) {
            throw new IllegalStateException(
                    "%s refuses to %s: %d %s".formatted(peer, purpose, response.getStatus(), response.getMessage()));
        }
        return response.getPayload();
    }

    private IllegalStateException unreadable(InvalidProtocolBufferException cause) {
        return new IllegalStateException(peer + " answers what is no protocol buffer", cause);
    }
}
