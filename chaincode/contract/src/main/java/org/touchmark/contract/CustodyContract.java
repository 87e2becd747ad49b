package org.touchmark.contract;

import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.EVALUATE;
import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.SUBMIT;

import java.util.List;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.CustodyRules;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;

/** Contract {@code custody}: hand-offs of units. */
@Contract(name = "custody", info = @Info(title = "Hand-offs of units", version = "1"))
public final class CustodyContract extends TouchmarkContract {

    /** Offers units to another party, with the sender's signature. */
    @Transaction(intent = SUBMIT, name = "Offer")
    public String offer(Context context, String operation, String offer) {
        return submit(
                context,
                operation,
                List.of(offer),
                (call, caller) -> CustodyRules.offer(
                                call,
                                caller,
                                CLAIMS,
                                SignedOffer.fromJson(CanonicalJson.parseAnyOrder(offer), new OperationId(operation)))
                        .toJson());
    }

    /** Accepts an offer, with the receiver's signature. */
    @Transaction(intent = SUBMIT, name = "Accept")
    public String accept(Context context, String operation, String id, String signature) {
        return submit(
                context,
                operation,
                List.of(id, signature),
                (call, caller) -> CustodyRules.accept(
                                call,
                                caller,
                                CLAIMS,
                                new OperationId(id),
                                ClaimantSignature.fromJson(CanonicalJson.parseAnyOrder(signature)))
                        .toJson());
    }

    /** A hand-off. */
    @Transaction(intent = EVALUATE, name = "Read")
    public String read(Context context, String id) {
        return evaluate(
                context, call -> Custody.read(call.state(), new OperationId(id)).toJson());
    }
}
