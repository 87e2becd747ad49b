package org.touchmark.network.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.wire.Messages;

/** What the outer layers of an envelope say, as protoutil reads them. */
public final class Envelopes {
    private Envelopes() {}

    /** SHA-256 of nonce and creator in lower-case hexadecimal (protoutil.ComputeTxID). */
    public static String transactionId(ByteString nonce, ByteString creator) {
        return HexFormat.of().formatHex(Hashes.sha256(nonce, creator).toByteArray());
    }

    /** The channel header of an encoded envelope; empty if the bytes are not one. */
    public static Optional<ChannelHeader> channelHeaderOf(ByteString envelope) {
        try {
            return Optional.of(channelHeader(Messages.parse(Envelope.parser(), envelope)));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /**
     * The channel header of an envelope.
     *
     * @throws InvalidProtocolBufferException if payload or header can not be parsed
     */
    public static ChannelHeader channelHeader(Envelope envelope) throws InvalidProtocolBufferException {
        return Messages.parse(ChannelHeader.parser(), header(envelope).getChannelHeader());
    }

    /**
     * The id under which a block's envelope is indexed: the one it claims, else the one it should have; "" if the bytes
     * are not an envelope (protoutil.GetOrComputeTxIDFromEnvelope).
     */
    public static String claimedTransactionId(ByteString envelope) {
        try {
            Header header = header(Messages.parse(Envelope.parser(), envelope));
            String claimed = Messages.parse(ChannelHeader.parser(), header.getChannelHeader())
                    .getTxId();
            if (!claimed.isEmpty()) {
                return claimed;
            }
            SignatureHeader signer = Messages.parse(SignatureHeader.parser(), header.getSignatureHeader());
            return transactionId(signer.getNonce(), signer.getCreator());
        } catch (InvalidProtocolBufferException e) {
            return "";
        }
    }

    /**
     * The envelope's signature, ready for a policy (protoutil/signeddata.go).
     *
     * @throws InvalidProtocolBufferException if payload or header can not be parsed
     */
    public static SignedData signedData(Envelope envelope) throws InvalidProtocolBufferException {
        SignatureHeader header =
                Messages.parse(SignatureHeader.parser(), header(envelope).getSignatureHeader());
        return new SignedData(envelope.getPayload(), header.getCreator(), envelope.getSignature());
    }

    private static Header header(Envelope envelope) throws InvalidProtocolBufferException {
        Payload payload = Messages.parse(Payload.parser(), envelope.getPayload());
        if (!payload.hasHeader()) {
            throw new InvalidProtocolBufferException("envelope has no header");
        }
        return payload.getHeader();
    }
}
