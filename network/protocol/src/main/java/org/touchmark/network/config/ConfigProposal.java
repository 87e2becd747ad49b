package org.touchmark.network.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.touchmark.network.block.Deterministic;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.SigningIdentity;

/**
 * A change of a channel's configuration on its way through the organisations: each administrator who agrees adds a
 * signature, one of them hands it to an orderer. Between them it travels as the file that {@code peer channel
 * signconfigtx} reads and writes too. Immutable.
 *
 * @param channelId the channel to change
 * @param update the encoded {@code common.ConfigUpdate}, which is what is signed
 * @param signatures of those who agree
 */
public record ConfigProposal(String channelId, ByteString update, List<ConfigSignature> signatures) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 24;

    public ConfigProposal {
        signatures = List.copyOf(signatures);
    }

    /**
     * The change that an edit makes to the configuration, not signed yet.
     *
     * @throws IllegalArgumentException if the edit changes nothing, or refuses the configuration
     */
    public static ConfigProposal of(String channelId, Config current, UnaryOperator<ConfigGroup> edit) {
        ConfigGroup original = current.getChannelGroup();
        ConfigDelta delta = ConfigDelta.between(original, edit.apply(original));
        if (!delta.isChange()) {
            throw new IllegalArgumentException("channel " + channelId
                    + ": its configuration is as wanted already (sequence " + current.getSequence() + ")");
        }
        ConfigUpdate update = ConfigUpdate.newBuilder()
                .setChannelId(channelId)
                .setReadSet(delta.readSet())
                .setWriteSet(delta.writeSet())
                .build();
        return new ConfigProposal(channelId, Deterministic.bytes(update), List.of());
    }

    /**
     * Reads a proposal from another administrator; signatures of the envelope itself are of no account.
     *
     * @throws IllegalArgumentException if the envelope does not hold one
     */
    public static ConfigProposal parse(Envelope envelope) {
        try {
            ChannelHeader header = Envelopes.channelHeader(envelope);
            if (header.getType() != HeaderType.CONFIG_UPDATE_VALUE) {
                throw new IllegalArgumentException(
                        "an envelope of type %d: a configuration update is of type 2".formatted(header.getType()));
            }
            ConfigUpdateEnvelope content = ConfigUpdateEnvelope.parseFrom(
                    Payload.parseFrom(envelope.getPayload()).getData());
            String channelId = ConfigUpdate.parseFrom(content.getConfigUpdate()).getChannelId();
            return new ConfigProposal(channelId, content.getConfigUpdate(), content.getSignaturesList());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the envelope holds no configuration update", e);
        }
    }

    /** The same, with one more who agrees. */
    public ConfigProposal signedBy(SigningIdentity admin) {
        ByteString header = signatureHeader(admin).toByteString();
        ConfigSignature signature = ConfigSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(sign(admin, header.concat(update)))
                .build();
        return new ConfigProposal(
                channelId,
                update,
                Stream.concat(signatures.stream(), Stream.of(signature)).toList());
    }

    /** What an orderer takes: the proposal, handed in by one who may write to the channel. */
    public Envelope envelope(SigningIdentity submitter) {
        Instant now = Instant.now();
        ChannelHeader channelHeader = ChannelHeader.newBuilder()
                .setType(HeaderType.CONFIG_UPDATE_VALUE)
                .setChannelId(channelId)
                .setTimestamp(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
        ByteString payload = Payload.newBuilder()
                .setHeader(Header.newBuilder()
                        .setChannelHeader(channelHeader.toByteString())
                        .setSignatureHeader(signatureHeader(submitter).toByteString()))
                .setData(ConfigUpdateEnvelope.newBuilder()
                        .setConfigUpdate(update)
                        .addAllSignatures(signatures)
                        .build()
                        .toByteString())
                .build()
                .toByteString();
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(sign(submitter, payload))
                .build();
    }

    private static SignatureHeader signatureHeader(SigningIdentity signer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return SignatureHeader.newBuilder()
                .setCreator(ByteString.copyFrom(signer.serialized()))
                .setNonce(ByteString.copyFrom(nonce))
                .build();
    }

    private static ByteString sign(SigningIdentity signer, ByteString message) {
        return ByteString.copyFrom(signer.sign(message.toByteArray()));
    }
}
