package org.touchmark.network.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.touchmark.network.block.Envelopes;
import org.touchmark.network.block.Hashes;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.wire.Messages;

/** The parts of a signed proposal (core/endorser/msgvalidation.go). */
record UnpackedProposal(
        SignedProposal signedProposal,
        Header header,
        ChannelHeader channelHeader,
        SignatureHeader signatureHeader,
        String chaincode,
        ChaincodeProposalPayload payload,
        ChaincodeInput input) {

    static UnpackedProposal unpack(SignedProposal signed) throws ProposalRefusedException {
        try {
            Proposal proposal = Messages.parse(Proposal.parser(), signed.getProposalBytes());
            Header header = Messages.parse(Header.parser(), proposal.getHeader());
            ChannelHeader channelHeader = ChannelHeader.parseFrom(header.getChannelHeader());
            SignatureHeader signatureHeader = SignatureHeader.parseFrom(header.getSignatureHeader());
            ChaincodeHeaderExtension extension = ChaincodeHeaderExtension.parseFrom(channelHeader.getExtension());
            if (!extension.hasChaincodeId()) {
                throw refused("ChaincodeHeaderExtension.ChaincodeId is nil");
            }
            if (extension.getChaincodeId().getName().isEmpty()) {
                throw refused("ChaincodeHeaderExtension.ChaincodeId.Name is empty");
            }
            ChaincodeProposalPayload payload = Messages.parse(ChaincodeProposalPayload.parser(), proposal.getPayload());
            ChaincodeInvocationSpec spec = Messages.parse(ChaincodeInvocationSpec.parser(), payload.getInput());
            if (!spec.hasChaincodeSpec()) {
                throw refused("chaincode invocation spec did not contain chaincode spec");
            }
            if (!spec.getChaincodeSpec().hasInput()) {
                throw refused("chaincode input did not contain any input");
            }
            return new UnpackedProposal(
                    signed,
                    header,
                    channelHeader,
                    signatureHeader,
                    extension.getChaincodeId().getName(),
                    payload,
                    spec.getChaincodeSpec().getInput());
        } catch (InvalidProtocolBufferException e) {
            throw refused("error unmarshalling Proposal: " + e.getMessage());
        }
    }

    String channelId() {
        return channelHeader.getChannelId();
    }

    String transactionId() {
        return channelHeader.getTxId();
    }

    ByteString creator() {
        return signatureHeader.getCreator();
    }

    SignedData signedData() {
        return new SignedData(signedProposal.getProposalBytes(), creator(), signedProposal.getSignature());
    }

    /** What the transaction id must be. */
    String computedTransactionId() {
        return Envelopes.transactionId(signatureHeader.getNonce(), creator());
    }

    /** SHA-256 of the two headers and of the payload without its transient data. */
    ByteString hash() {
        return Hashes.sha256(
                header.getChannelHeader(),
                header.getSignatureHeader(),
                ChaincodeProposalPayload.newBuilder()
                        .setInput(payload.getInput())
                        .build()
                        .toByteString());
    }

    private static ProposalRefusedException refused(String message) {
        return new ProposalRefusedException(ProposalRefusedException.By.ENDORSER, message);
    }
}
