package org.touchmark.contract;

import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.EVALUATE;
import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.SUBMIT;

import java.util.List;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;

/** Contract {@code batch}: the units that a brand registers. */
@Contract(name = "batch", info = @Info(title = "Batches of units", version = "1"))
public final class BatchContract extends TouchmarkContract {

    /** Opens a batch. */
    @Transaction(intent = SUBMIT, name = "Open")
    public String open(Context context, String operation, String terms) {
        return submit(
                context,
                operation,
                List.of(terms),
                (call, caller) -> BatchRules.open(call, caller, BatchTerms.fromJson(CanonicalJson.parseAnyOrder(terms)))
                        .toJson());
    }

    /** Adds the pages that the transient entries {@code page/<number>} hold. */
    @Transaction(intent = SUBMIT, name = "AddPages")
    public String addPages(Context context, String operation, String gtin, String lot) {
        return submit(
                context,
                operation,
                List.of(gtin, lot),
                (call, caller) -> BatchRules.addPages(
                                call, caller, Gtin.parse(gtin), new Lot(lot), transientData(context.getStub()))
                        .toJson());
    }

    /** The pages that a batch still lacks. */
    @Transaction(intent = EVALUATE, name = "Missing")
    public String missing(Context context, String gtin, String lot) {
        return evaluate(
                context,
                call -> BatchRules.missing(call.state(), Gtin.parse(gtin), new Lot(lot))
                        .toJson());
    }

    /** Seals a batch with the root over its pages and the brand's signature. */
    @Transaction(intent = SUBMIT, name = "Seal")
    public String seal(Context context, String operation, String gtin, String lot, String seal) {
        return submit(
                context,
                operation,
                List.of(gtin, lot, seal),
                (call, caller) -> BatchRules.seal(
                                call,
                                caller,
                                CLAIMS,
                                Gtin.parse(gtin),
                                new Lot(lot),
                                Seal.fromJson(CanonicalJson.parseAnyOrder(seal)))
                        .toJson());
    }

    /** The head of a batch. */
    @Transaction(intent = EVALUATE, name = "Read")
    public String read(Context context, String gtin, String lot) {
        return evaluate(
                context,
                call -> Batches.read(call.state(), Gtin.parse(gtin), new Lot(lot))
                        .toJson());
    }

    /** The heads of all batches of a GTIN. */
    @Transaction(intent = EVALUATE, name = "List")
    public String list(Context context, String gtin) {
        return evaluate(context, call -> array(Batches.list(call.state(), Gtin.parse(gtin)), BatchHead::toJson));
    }
}
