package org.touchmark.network.deliver;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.touchmark.network.msp.SigningIdentity;

/** Makes signed requests for blocks. */
public final class SeekEnvelopes {
    private SeekEnvelopes() {}

    /** A request for the blocks from {@code number} on, without end. */
    public static Envelope from(long number, String channelId, SigningIdentity identity) {
        SeekInfo seek = SeekInfo.newBuilder()
                .setStart(specified(number))
                .setStop(specified(Long.MAX_VALUE))
                .setBehavior(SeekInfo.SeekBehavior.BLOCK_UNTIL_READY)
                .build();
        return sign(seek, channelId, Instant.now(), identity);
    }

    private static SeekPosition specified(long number) {
        return SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(number))
                .build();
    }

    /**
     * The request as its sender signs it.
     *
     * @param time refused if it is more than 15 minutes off the server's clock
     */
    public static Envelope sign(SeekInfo seek, String channelId, Instant time, SigningIdentity identity) {
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.DELIVER_SEEK_INFO_VALUE)
                .setChannelId(channelId)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
                .build();
        SignatureHeader signer = SignatureHeader.newBuilder()
                .setCreator(ByteString.copyFrom(identity.serialized()))
                .build();
        byte[] payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .setSignatureHeader(signer.toByteString()))
                .setData(seek.toByteString())
                .build()
                .toByteArray();
        return Envelope.newBuilder()
                .setPayload(ByteString.copyFrom(payload))
                .setSignature(ByteString.copyFrom(identity.sign(payload)))
                .build();
    }
}
