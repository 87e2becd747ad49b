package org.touchmark.network.msp;

import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;

/** Reads channel configurations. */
public final class ChannelConfigs {
    private ChannelConfigs() {}

    /**
     * The configuration as its members see it.
     *
     * @throws IllegalArgumentException if an MSP, a policy or a value is missing or is one that Fabric refuses
     */
    public static ChannelConfig of(Config config, String channelId) {
        return new ConfiguredChannel(config, channelId, new Revocations());
    }

    /**
     * The configuration that a config block carries, as block 0 does.
     *
     * @throws IllegalArgumentException if the block is no config block, or its configuration can not be used
     */
    public static ChannelConfig of(Block configBlock) {
        return of(configBlock, new Revocations());
    }

    /**
     * The configuration that a config block carries, for nodes that refuse whom his authority has taken back since.
     *
     * @throws IllegalArgumentException if the block is no config block, or its configuration can not be used
     */
    public static ChannelConfig of(Block configBlock, Revocations revocations) {
        try {
            if (configBlock.getData().getDataCount() != 1) {
                throw new IllegalArgumentException("block %d holds %d envelopes: a config block holds one"
                        .formatted(
                                configBlock.getHeader().getNumber(),
                                configBlock.getData().getDataCount()));
            }
            Payload payload = Payload.parseFrom(
                    Envelope.parseFrom(configBlock.getData().getData(0)).getPayload());
            ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
            if (header.getType() != HeaderType.CONFIG_VALUE) {
                throw new IllegalArgumentException(
                        "block %d holds a transaction of type %d: a config block holds type 1"
                                .formatted(configBlock.getHeader().getNumber(), header.getType()));
            }
            Config config = ConfigEnvelope.parseFrom(payload.getData()).getConfig();
            return new ConfiguredChannel(config, header.getChannelId(), revocations);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "block %d does not parse as a config block"
                            .formatted(configBlock.getHeader().getNumber()),
                    e);
        }
    }
}
