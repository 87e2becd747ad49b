package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;

import java.util.List;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.Trail;
import org.touchmark.domain.custody.UnitChange;
import org.touchmark.domain.custody.UnitReading;

/** Contract {@code unit}, the default one: what is known of one unit. */
final class UnitFunctions {
    private static final List<String> UNIT = List.of("gtin", "lot", "digest");

    private UnitFunctions() {}

    static List<LedgerFunction> all() {
        return List.of(
                question(
                        "unit:Read",
                        UNIT,
                        (call, in) -> UnitReading.of(call.state(), in.gtin(0), in.text(1), in.digest(2), call.time())
                                .toJson()),
                question(
                        "unit:History",
                        List.of("digest"),
                        (call, in) -> JsonArray.of(Custody.history(call.state(), in.digest(0)), UnitChange::toJson)),
                question(
                        "unit:Trail",
                        UNIT,
                        (call, in) -> Trail.of(call.state(), in.gtin(0), in.lot(1), in.digest(2))
                                .toJson()));
    }
}
