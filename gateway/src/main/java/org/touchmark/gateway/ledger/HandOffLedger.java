package org.touchmark.gateway.ledger;

import java.util.List;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;

/**
 * How hand-offs end: the contract's functions with the domain's types, for one party. Each throws
 * {@link OutcomeUnknownException} if it is not known in time whether it is on the ledger.
 *
 * @param client the party's way to the ledger
 */
public record HandOffLedger(LedgerClient client) {

    /**
     * Accepts all of an offer.
     *
     * @param operation the operation's id
     * @param id the hand-off
     * @param signature the receiver's
     * @return the hand-off
     */
    public HandOff accept(OperationId operation, HandOffId id, ClaimantSignature signature) {
        return end("custody:Accept", operation, id.value(), text(signature));
    }

    /**
     * Accepts a part of an offer.
     *
     * @param operation the operation's id
     * @param id the hand-off
     * @param part what is taken
     * @param signature the receiver's
     * @return the hand-off
     */
    public HandOff acceptPart(OperationId operation, HandOffId id, Consignment part, ClaimantSignature signature) {
        return end("custody:AcceptPart", operation, id.value(), Things.text(part), text(signature));
    }

    /**
     * Refuses an offer.
     *
     * @param operation the operation's id
     * @param id the hand-off
     * @param signature the receiver's
     * @return the hand-off
     */
    public HandOff refuse(OperationId operation, HandOffId id, ClaimantSignature signature) {
        return end("custody:Refuse", operation, id.value(), text(signature));
    }

    /**
     * Takes an offer back.
     *
     * @param operation the operation's id
     * @param id the hand-off
     * @param signature the sender's
     * @return the hand-off
     */
    public HandOff cancel(OperationId operation, HandOffId id, ClaimantSignature signature) {
        return end("custody:Cancel", operation, id.value(), text(signature));
    }

    /**
     * Notes that an offer's deadline has passed.
     *
     * @param operation the operation's id
     * @param id the hand-off
     * @return the hand-off
     */
    public HandOff lapse(OperationId operation, HandOffId id) {
        return end("custody:Lapse", operation, id.value());
    }

    private HandOff end(String function, OperationId operation, String... arguments) {
        return HandOff.fromJson(new Functions(client).writeNow(function, operation.value(), List.of(arguments)));
    }

    private static String text(ClaimantSignature signature) {
        return signature.toJson().toString();
    }
}
