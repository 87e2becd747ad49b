package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.block.Hashes;
import org.touchmark.network.msp.ChannelConfig;
import org.touchmark.network.msp.Identity;
import org.touchmark.network.msp.InvalidIdentityException;
import org.touchmark.network.wire.Messages;

/**
 * Checks that an envelope is well formed, signed by its creator, and bound to the proposal that was endorsed
 * (core/common/validation/msgvalidation.go, in its order and with its codes).
 */
final class EnvelopeValidator {
    private final ChannelConfig config;

    EnvelopeValidator(ChannelConfig config) {
        this.config = config;
    }

    /** An endorser transaction that passed. */
    record Sound(ChannelHeader header, ActionParts action) {}

    Sound check(ByteString raw) throws InvalidTransactionException {
        Envelope envelope = parse(raw);
        Payload payload = payload(envelope);
        Header header = payload.getHeader();
        ChannelHeader channelHeader = channelHeader(payload);
        SignatureHeader signatureHeader = signatureHeader(header);
        checkSignature(channelHeader, signatureHeader, envelope);
        switch (HeaderType.forNumber(channelHeader.getType())) {
            case ENDORSER_TRANSACTION -> {}
            case CONFIG ->
                throw new InvalidTransactionException(
                        TxValidationCode.INVALID_CONFIG_TRANSACTION,
                        "the embedded ledger's configuration is that of block 0: it takes no configuration transactions");
            default ->
                throw new InvalidTransactionException(
                        TxValidationCode.UNSUPPORTED_TX_PAYLOAD, "header type " + channelHeader.getType());
        }
        checkTransactionId(channelHeader, signatureHeader);
        return new Sound(channelHeader, boundAction(payload));
    }

    private static Envelope parse(ByteString raw) throws InvalidTransactionException {
        try {
            return Messages.parse(Envelope.parser(), raw);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(
                    TxValidationCode.INVALID_OTHER_REASON, "not an envelope: " + e.getMessage());
        }
    }

    private static Payload payload(Envelope envelope) throws InvalidTransactionException {
        try {
            return Messages.parse(Payload.parser(), envelope.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_PAYLOAD, e);
        }
    }

    private static ChannelHeader channelHeader(Payload payload) throws InvalidTransactionException {
        if (!payload.hasHeader()) {
            throw badHeader("nil header");
        }
        ChannelHeader header;
        try {
            header = Messages.parse(ChannelHeader.parser(), payload.getHeader().getChannelHeader());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_COMMON_HEADER, e);
        }
        HeaderType type = HeaderType.forNumber(header.getType());
        if (type != HeaderType.ENDORSER_TRANSACTION && type != HeaderType.CONFIG_UPDATE && type != HeaderType.CONFIG) {
            throw badHeader("invalid header type " + header.getType());
        }
        if (header.getEpoch() != 0) {
            throw badHeader("invalid Epoch in ChannelHeader. Expected 0, got [" + header.getEpoch() + "]");
        }
        return header;
    }

    private static SignatureHeader signatureHeader(Header header) throws InvalidTransactionException {
        try {
            SignatureHeader signer = Messages.parse(SignatureHeader.parser(), header.getSignatureHeader());
            if (signer.getNonce().isEmpty() || signer.getCreator().isEmpty()) {
                throw badHeader("a signature header needs a nonce and a creator");
            }
            return signer;
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.BAD_COMMON_HEADER, e);
        }
    }

    private static InvalidTransactionException badHeader(String reason) {
        return new InvalidTransactionException(TxValidationCode.BAD_COMMON_HEADER, reason);
    }

    /** An unknown channel has no members in Fabric, so that its envelope fails here and not later. */
    private void checkSignature(ChannelHeader channelHeader, SignatureHeader signer, Envelope envelope)
            throws InvalidTransactionException {
        if (!channelHeader.getChannelId().equals(config.channelId())) {
            throw badSignature("channel " + channelHeader.getChannelId() + " does not exist");
        }
        try {
            Identity creator = config.identifyIgnoringExpiry(signer.getCreator().toByteArray());
            if (!config.verifies(
                    creator,
                    envelope.getPayload().toByteArray(),
                    envelope.getSignature().toByteArray())) {
                throw badSignature("creator's signature over the proposal is not valid");
            }
        } catch (InvalidIdentityException e) {
            throw badSignature("creator: " + e.getMessage());
        }
    }

    private static InvalidTransactionException badSignature(String reason) {
        return new InvalidTransactionException(TxValidationCode.BAD_CREATOR_SIGNATURE, reason);
    }

    private static void checkTransactionId(ChannelHeader header, SignatureHeader signer)
            throws InvalidTransactionException {
        String expected = Envelopes.transactionId(signer.getNonce(), signer.getCreator());
        if (!header.getTxId().equals(expected)) {
            throw new InvalidTransactionException(
                    TxValidationCode.BAD_PROPOSAL_TXID,
                    "invalid txid. got [" + header.getTxId() + "], expected [" + expected + "]");
        }
    }

    /** The proposal hash binds what was endorsed to this header and this payload. */
    private static ActionParts boundAction(Payload payload) throws InvalidTransactionException {
        try {
            ActionParts action = ActionParts.parse(payload.getData());
            SignatureHeader signer = Messages.parse(SignatureHeader.parser(), action.header());
            if (signer.getNonce().isEmpty() || signer.getCreator().isEmpty()) {
                throw unendorsed("the action's signature header needs a nonce and a creator");
            }
            ByteString hash = Hashes.sha256(
                    payload.getHeader().getChannelHeader(),
                    action.header(),
                    action.payload().getChaincodeProposalPayload());
            if (!hash.equals(action.response().getProposalHash())) {
                throw unendorsed("proposal hash does not match");
            }
            return action;
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidTransactionException(TxValidationCode.INVALID_ENDORSER_TRANSACTION, e);
        }
    }

    private static InvalidTransactionException unendorsed(String reason) {
        return new InvalidTransactionException(TxValidationCode.INVALID_ENDORSER_TRANSACTION, reason);
    }
}
