package org.touchmark.contract;

import static org.hyperledger.fabric.contract.annotation.Transaction.TYPE.EVALUATE;

import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.UnitChange;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.unit.UnitDigest;

/** Contract {@code unit}, the default one: what is known of one unit. */
@Contract(name = "unit", info = @Info(title = "Units", version = "1"))
@Default
public final class UnitContract extends TouchmarkContract {

    /** The batch that has a unit, the proof, and what has happened to it; an empty lot searches the GTIN's batches. */
    @Transaction(intent = EVALUATE, name = "Read")
    public String read(Context context, String gtin, String lot, String digest) {
        return evaluate(
                context,
                call -> UnitReading.of(call.state(), Gtin.parse(gtin), lot, UnitDigest.parse(digest))
                        .toJson());
    }

    /** All that has happened to one unit alone, oldest first. */
    @Transaction(intent = EVALUATE, name = "History")
    public String history(Context context, String digest) {
        return evaluate(
                context, call -> array(Custody.history(call.state(), UnitDigest.parse(digest)), UnitChange::toJson));
    }
}
