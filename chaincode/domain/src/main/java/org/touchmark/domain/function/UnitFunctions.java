package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;

import java.util.List;
import org.touchmark.domain.batch.LotSearch;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.ledger.Change;
import org.touchmark.domain.status.Subject;

/** Contract {@code unit}, the default one: what is known of one unit. */
final class UnitFunctions {
    private static final List<String> UNIT = List.of("gtin", "lot", "digest");

    private UnitFunctions() {}

    static List<LedgerFunction> all() {
        return List.of(
                question(
                        "unit:Read",
                        UNIT,
                        (call, in) -> UnitReading.of(call.state(), unit(in), call.time())
                                .toJson()),
                question(
                        "unit:Lots",
                        List.of("gtin", "digest", "from"),
                        (call, in) -> LotSearch.of(call.state(), in.gtin(0), in.digest(1), in.number(2))
                                .toJson()),
                question(
                        "unit:History",
                        UNIT,
                        (call, in) -> JsonArray.of(Custody.history(call.state(), unit(in)), UnitFunctions::change)));
    }

    private static Subject.OfUnit unit(Arguments in) {
        return new Subject.OfUnit(in.gtin(0), in.lot(1), in.digest(2));
    }

    private static JsonObject change(Change change) {
        return JsonObject.builder()
                .put("txId", change.transactionId())
                .put("at", change.at().toEpochMilli())
                .put("state", change.value())
                .build();
    }
}
