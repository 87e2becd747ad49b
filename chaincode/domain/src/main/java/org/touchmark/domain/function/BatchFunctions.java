package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.retold;
import static org.touchmark.domain.function.LedgerFunction.write;

import java.util.List;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchRules;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Batches;
import org.touchmark.domain.batch.Seal;
import org.touchmark.domain.batch.SealRules;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Claims;

/** Contract {@code batch}: the units that a brand registers. */
final class BatchFunctions {
    private static final List<String> BATCH = List.of("gtin", "lot");

    private BatchFunctions() {}

    static List<LedgerFunction> all(Claims claims) {
        return List.of(
                write(
                        "batch:Open",
                        List.of("terms"),
                        (call, caller, in) -> BatchRules.open(call, caller, BatchTerms.fromJson(in.json(0)))
                                .toJson()),
                write(
                                "batch:AddPages",
                                BATCH,
                                Data.CONTENT,
                                (call, caller, in) -> BatchRules.addPages(
                                                call, caller, in.gtin(0), in.lot(1), in.transientData())
                                        .toJson())
                        .expecting(BatchFunctions::head),
                write(
                                "batch:SealChunk",
                                List.of("gtin", "lot", "chunk"),
                                (call, caller, in) -> SealRules.sealChunk(
                                                call, caller, in.gtin(0), in.lot(1), in.number(2))
                                        .toJson())
                        .expecting(BatchFunctions::head),
                retold(
                                "batch:Seal",
                                List.of("gtin", "lot", "seal"),
                                Data.NONE,
                                (call, caller, in) -> SealRules.seal(
                                                call, caller, claims, in.gtin(0), in.lot(1), Seal.fromJson(in.json(2)))
                                        .toJson(),
                                (call, caller, in) -> Batches.read(call.state(), in.gtin(0), in.lot(1))
                                        .toJson())
                        .expecting(BatchFunctions::head),
                write(
                        "batch:Abandon",
                        BATCH,
                        (call, caller, in) -> BatchRules.abandon(call, caller, in.gtin(0), in.lot(1))
                                .toJson()),
                question(
                        "batch:Missing",
                        BATCH,
                        (call, in) -> BatchRules.missing(call.state(), in.gtin(0), in.lot(1))
                                .toJson()),
                question(
                        "batch:Read",
                        BATCH,
                        (call, in) -> Batches.read(call.state(), in.gtin(0), in.lot(1))
                                .toJson()),
                question(
                        "batch:List",
                        List.of("gtin", "after"),
                        (call, in) -> JsonArray.of(
                                Batches.list(call.state(), in.gtin(0), in.optionalLot(1)), BatchHead::toJson)));
    }

    private static void head(LedgerState state, Arguments in) {
        Batches.expect(state, in.gtin(0), in.lot(1));
    }
}
