package org.touchmark.network.orderer;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.InvalidIdentityException;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.validation.Admission;

/**
 * What an envelope must be to be ordered, with Fabric's statuses and words (orderer/common/broadcast/broadcast.go,
 * orderer/common/msgprocessor/standardchannel.go), and what Fabric's orderers would take to their peers' cost. Whether its
 * content is valid is the peers' question.
 */
final class BroadcastFilter {
    private static final String WRITERS = "/Channel/Writers";

    private final ChannelConfig config;

    BroadcastFilter(ChannelConfig config) {
        this.config = config;
    }

    /** The refusal, or empty if the envelope may be ordered. */
    Optional<BroadcastResponse> refuse(Envelope envelope) {
        try {
            ChannelHeader header = Envelopes.channelHeader(envelope);
            Optional<BroadcastResponse> refusal = refuseKind(header);
            return refusal.isPresent() ? refusal : refuseContent(envelope);
        } catch (InvalidProtocolBufferException e) {
            return refusal(Status.BAD_REQUEST, "could not determine channel ID: " + e.getMessage());
        }
    }

    private Optional<BroadcastResponse> refuseKind(ChannelHeader header) {
        if (!header.getChannelId().equals(config.channelId())) {
            return refusal(Status.BAD_REQUEST, "channel does not exist");
        }
        return switch (header.getType()) {
            case HeaderType.CONFIG_VALUE ->
                refusal(Status.BAD_REQUEST, "message is of type that cannot be processed directly");
            case HeaderType.CONFIG_UPDATE_VALUE ->
                refusal(
                        Status.NOT_IMPLEMENTED,
                        "the embedded orderer takes no configuration updates: the channel's configuration is that of"
                                + " block 0");
            case HeaderType.ENDORSER_TRANSACTION_VALUE -> Optional.empty();
            default -> {
                HeaderType type = HeaderType.forNumber(header.getType());
                yield refusal(
                        Status.BAD_REQUEST,
                        "the embedded orderer takes endorser transactions alone, not an envelope of type "
                                + (type == null ? header.getType() : type)
                                + ": Fabric's BFT orderers refuse every block that holds one, and stop");
            }
        };
    }

    private Optional<BroadcastResponse> refuseContent(Envelope envelope) throws InvalidProtocolBufferException {
        int size = Pending.size(envelope);
        if (size > config.absoluteMaxBytes()) {
            return refusal(
                    Status.BAD_REQUEST,
                    "message payload is " + size + " bytes and exceeds maximum allowed " + config.absoluteMaxBytes()
                            + " bytes");
        }
        SignedData signature = Envelopes.signedData(envelope);
        if (isExpired(signature)) {
            return refusal(Status.BAD_REQUEST, "broadcast client identity expired");
        }
        if (!config.admits(WRITERS, signature)) {
            return refusal(
                    Status.FORBIDDEN,
                    "implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of"
                            + " the 'Writers' sub-policies to be satisfied: permission denied");
        }
        return Admission.objection(envelope)
                .flatMap(reason ->
                        refusal(Status.BAD_REQUEST, "the embedded orderer takes no such transaction: " + reason));
    }

    /** An identity that the channel does not know at all is left to the policy. */
    private boolean isExpired(SignedData signature) {
        try {
            Identity identity =
                    config.identifyIgnoringExpiry(signature.identity().toByteArray());
            return identity.certificate().getNotAfter().toInstant().isBefore(Instant.now());
        } catch (InvalidIdentityException e) {
            return false;
        }
    }

    private static Optional<BroadcastResponse> refusal(Status status, String info) {
        return Optional.of(
                BroadcastResponse.newBuilder().setStatus(status).setInfo(info).build());
    }
}
