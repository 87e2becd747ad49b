package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** The first block of a channel: its configuration (common/genesis/genesis.go). */
public final class BlockZero {
    private static final int MESSAGE_VERSION = 1;
    private static final int NONCE_BYTES = 24;

    private BlockZero() {}

    /**
     * The same profile gives the same bytes, so that every node may make its own copy. Fabric's tool draws a nonce;
     * here it is a hash of the configuration, since nobody signs the envelope.
     */
    public static Block of(ChannelProfile profile) {
        ConfigEnvelope configuration = ConfigEnvelope.newBuilder()
                .setConfig(Config.newBuilder().setChannelGroup(ChannelGroups.channel(profile)))
                .build();
        ByteString data = Deterministic.bytes(configuration);
        ByteString nonce = sha256(data).substring(0, NONCE_BYTES);
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_VALUE)
                .setVersion(MESSAGE_VERSION)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(profile.createdAt().getEpochSecond()))
                .setChannelId(profile.channelId())
                .setTxId(HexFormat.of().formatHex(sha256(nonce).toByteArray()))
                .build();
        Payload payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .setSignatureHeader(SignatureHeader.newBuilder()
                                .setNonce(nonce)
                                .build()
                                .toByteString()))
                .setData(data)
                .build();
        ByteString envelope =
                Envelope.newBuilder().setPayload(payload.toByteString()).build().toByteString();
        return Block.newBuilder()
                .setHeader(BlockHeader.newBuilder().setNumber(0).setDataHash(sha256(envelope)))
                .setData(BlockData.newBuilder().addData(envelope))
                .setMetadata(metadata())
                .build();
    }

    /** Five slots: signatures (unsigned here), last config, then three that peers fill or that Fabric has given up. */
    private static BlockMetadata metadata() {
        LastConfig self = LastConfig.newBuilder().setIndex(0).build();
        ByteString orderer =
                OrdererBlockMetadata.newBuilder().setLastConfig(self).build().toByteString();
        return BlockMetadata.newBuilder()
                .addMetadata(Metadata.newBuilder().setValue(orderer).build().toByteString())
                .addMetadata(Metadata.newBuilder()
                        .setValue(self.toByteString())
                        .build()
                        .toByteString())
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .addMetadata(ByteString.EMPTY)
                .build();
    }

    private static ByteString sha256(ByteString bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
