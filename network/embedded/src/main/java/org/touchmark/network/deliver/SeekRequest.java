package org.touchmark.network.deliver;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.InvalidIdentityException;
import org.touchmark.network.msp.SignedData;

/**
 * A signed request for blocks that may be served (common/deliver/deliver.go, acl.go).
 *
 * @param seek what is asked for
 * @param expiry when the requester's certificate ends, and with it the stream
 */
record SeekRequest(SeekInfo seek, Instant expiry, ByteString caller) {
    private static final Duration TIME_WINDOW = Duration.ofMinutes(15);

    /**
     * Judges a request in Fabric's order: its form and time, the channel, the signature against the policy, the
     * positions. A TLS certificate hash is ignored, as by a Fabric node that asks clients for no TLS certificate.
     */
    static SeekRequest accept(Envelope envelope, ChannelConfig config, String policy, Clock clock)
            throws RefusedException {
        Payload payload;
        ChannelHeader channelHeader;
        SignatureHeader signer;
        try {
            payload = Payload.parseFrom(envelope.getPayload());
            Header header = payload.getHeader();
            channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
            signer = SignatureHeader.parseFrom(header.getSignatureHeader());
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(Status.BAD_REQUEST, "malformed envelope: " + e.getMessage());
        }
        if (!payload.hasHeader()) {
            throw new RefusedException(Status.BAD_REQUEST, "envelope has no header");
        }
        checkTime(channelHeader, clock);
        if (!channelHeader.getChannelId().equals(config.channelId())) {
            throw new RefusedException(Status.NOT_FOUND, "channel " + channelHeader.getChannelId() + " not found");
        }
        SeekInfo seek = seek(payload);
        Instant expiry = expiry(signer);
        requireAuthorized(
                config, policy, new SignedData(envelope.getPayload(), signer.getCreator(), envelope.getSignature()));
        SeekRequest request = new SeekRequest(seek, expiry, signer.getCreator());
        request.requireInForce(config, clock);
        if (!seek.hasStart() || !seek.hasStop()) {
            throw new RefusedException(Status.BAD_REQUEST, "missing start or stop");
        }
        return request;
    }

    private static void checkTime(ChannelHeader header, Clock clock) throws RefusedException {
        if (!header.hasTimestamp()) {
            throw new RefusedException(Status.BAD_REQUEST, "channel header in envelope must contain timestamp");
        }
        Timestamp timestamp = header.getTimestamp();
        Duration apart;
        try {
            Instant time = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
            apart = Duration.between(time, clock.instant()).abs();
        } catch (DateTimeException | ArithmeticException e) {
            throw new RefusedException(Status.BAD_REQUEST, "envelope timestamp is no time: " + e.getMessage());
        }
        if (apart.compareTo(TIME_WINDOW) > 0) {
            throw new RefusedException(
                    Status.BAD_REQUEST, "envelope timestamp is " + apart + " off, more than " + TIME_WINDOW);
        }
    }

    private static SeekInfo seek(Payload payload) throws RefusedException {
        try {
            return SeekInfo.parseFrom(payload.getData());
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(Status.BAD_REQUEST, "malformed seekInfo payload: " + e.getMessage());
        }
    }

    /** When the certificate ends; never, if it is none: the policy then refuses it (common/crypto/expiration.go). */
    private static Instant expiry(SignatureHeader signer) {
        try {
            SerializedIdentity identity = SerializedIdentity.parseFrom(signer.getCreator());
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(identity.getIdBytes().newInput());
            return certificate.getNotAfter().toInstant();
        } catch (InvalidProtocolBufferException | CertificateException e) {
            return Instant.MAX;
        }
    }

    private static void requireAuthorized(ChannelConfig config, String policy, SignedData signature)
            throws RefusedException {
        if (!config.admits(policy, signature)) {
            throw new RefusedException(Status.FORBIDDEN, "the signature does not satisfy " + policy);
        }
    }

    /** Asked again for each block: a stream outlives no certificate, expired or revoked. */
    void requireInForce(ChannelConfig config, Clock clock) throws RefusedException {
        if (clock.instant().isAfter(expiry)) {
            throw new RefusedException(Status.FORBIDDEN, "deliver client identity expired at " + expiry);
        }
        try {
            config.identify(caller.toByteArray());
        } catch (InvalidIdentityException e) {
            throw new RefusedException(Status.FORBIDDEN, String.valueOf(e.getMessage()));
        }
    }
}
