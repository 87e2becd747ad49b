package org.touchmark.network.validation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Endorsement;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.touchmark.network.msp.SignedData;
import org.touchmark.network.wire.Messages;

/**
 * The layers of an endorsed transaction's one action.
 *
 * @param header the action's own signature header
 * @param payload with the proposal's payload and the endorsements
 * @param response what the endorsers signed
 */
public record ActionParts(ByteString header, ChaincodeActionPayload payload, ProposalResponsePayload response) {

    /**
     * Parses the data of an endorser transaction's payload.
     *
     * @throws InvalidProtocolBufferException if a layer is malformed or there is not exactly one action
     */
    public static ActionParts parse(ByteString data) throws InvalidProtocolBufferException {
        Transaction transaction = Messages.parse(Transaction.parser(), data);
        if (transaction.getActionsCount() != 1) {
            throw new InvalidProtocolBufferException(
                    "only one action per transaction is supported, tx contains " + transaction.getActionsCount());
        }
        TransactionAction action = transaction.getActions(0);
        ChaincodeActionPayload payload = Messages.parse(ChaincodeActionPayload.parser(), action.getPayload());
        return new ActionParts(
                action.getHeader(),
                payload,
                Messages.parse(
                        ProposalResponsePayload.parser(), payload.getAction().getProposalResponsePayload()));
    }

    /** The action of a stored envelope that was valid. */
    public static ChaincodeAction actionOf(Envelope envelope) throws InvalidProtocolBufferException {
        ByteString data =
                Messages.parse(Payload.parser(), envelope.getPayload()).getData();
        return Messages.parse(ChaincodeAction.parser(), parse(data).response().getExtension());
    }

    /** Each endorsement is a signature over the response and the endorser's own identity. */
    public List<SignedData> endorsements() {
        ByteString signed = payload.getAction().getProposalResponsePayload();
        List<SignedData> signatures = new ArrayList<>();
        for (Endorsement endorsement : payload.getAction().getEndorsementsList()) {
            ByteString endorser = endorsement.getEndorser();
            signatures.add(new SignedData(signed.concat(endorser), endorser, endorsement.getSignature()));
        }
        return signatures;
    }
}
