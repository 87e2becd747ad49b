package org.touchmark.gateway.ledger;

import java.util.List;
import java.util.Map;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.Part;
import org.touchmark.domain.custody.Recalls;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.status.Subject;
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
    public HandOff acceptPart(OperationId operation, HandOffId id, Part part, ClaimantSignature signature) {
        return end("custody:AcceptPart", operation, id.value(), part.toJson().toString(), text(signature));
    }

    /**
     * What of a part could not be accepted, and why.
     *
     * @param id the hand-off
     * @param part what is to be taken
     * @return everything that {@link #acceptPart} would refuse, one after the other
     */
    public List<Obstacle> tryPart(HandOffId id, Part part) {
        return Obstacle.listOf(new Functions(client)
                .read("custody:TryPart", id.value(), part.toJson().toString()));
    }

    /**
     * What of some goods could not be offered, and why.
     *
     * @param by who would offer them
     * @param goods which
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return everything that an offer would refuse, one after the other
     */
    public List<Obstacle> tryOffer(Gln by, Consignment goods, Map<String, byte[]> proofs) {
        return Obstacle.listOf(new Functions(client)
                .read(new Invocation("custody:TryOffer", List.of(by.digits(), Things.text(goods)), proofs)));
    }

    /**
     * What of a hand-off's goods is recalled.
     *
     * @param id the hand-off
     * @return the things
     */
    public List<Subject> recalled(HandOffId id) {
        return Recalls.fromJson(new Functions(client).read("custody:Recalled", id.value()));
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
