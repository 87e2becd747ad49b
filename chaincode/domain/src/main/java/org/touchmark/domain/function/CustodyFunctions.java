package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.retold;

import java.util.List;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Custody;
import org.touchmark.domain.custody.CustodyRules;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.Part;
import org.touchmark.domain.custody.Recalls;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.SignedOffer;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.party.Claims;

/** Contract {@code custody}: hand-offs. */
final class CustodyFunctions {
    private static final List<String> ANSWER = List.of("id", "signature");

    private CustodyFunctions() {}

    static List<LedgerFunction> all(Claims claims) {
        return List.of(
                retold(
                                "custody:Offer",
                                List.of("offer"),
                                Data.EVIDENCE,
                                (call, caller, in) -> CustodyRules.offer(
                                                call,
                                                caller,
                                                claims,
                                                offer(in),
                                                RegisteredUnits.in(call.state(), in.transientData()))
                                        .toJson(),
                                (call, caller, in) -> Custody.read(
                                                call.state(), offer(in).offer().id())
                                        .asOffered()
                                        .toJson())
                        .expecting((state, in) -> Custody.expect(state, offer(in))),
                ending(
                                "custody:Accept",
                                ANSWER,
                                (call, caller, in) -> CustodyRules.accept(
                                                call, caller, claims, in.handOff(0), in.signature(1))
                                        .toJson())
                        .expecting(CustodyFunctions::answered),
                ending(
                        "custody:AcceptPart",
                        List.of("id", "part", "signature"),
                        (call, caller, in) -> CustodyRules.acceptPart(
                                        call, caller, claims, in.handOff(0), Part.fromJson(in.json(1)), in.signature(2))
                                .toJson()),
                ending(
                                "custody:Refuse",
                                ANSWER,
                                (call, caller, in) -> CustodyRules.refuse(
                                                call, caller, claims, in.handOff(0), in.signature(1))
                                        .toJson())
                        .expecting(CustodyFunctions::answered),
                ending(
                                "custody:Cancel",
                                ANSWER,
                                (call, caller, in) -> CustodyRules.cancel(
                                                call, caller, claims, in.handOff(0), in.signature(1))
                                        .toJson())
                        .expecting(CustodyFunctions::answered),
                ending(
                        "custody:Lapse",
                        List.of("id"),
                        (call, caller, in) ->
                                CustodyRules.lapse(call, caller, in.handOff(0)).toJson()),
                question(
                        "custody:TryOffer",
                        List.of("by", "things"),
                        Data.EVIDENCE,
                        (call, in) -> Obstacle.toJson(CustodyRules.tryOffer(
                                call,
                                in.gln(0),
                                Consignment.fromJson(in.json(1)),
                                RegisteredUnits.in(call.state(), in.transientData())))),
                question(
                        "custody:TryPart",
                        List.of("id", "part"),
                        (call, in) ->
                                Obstacle.toJson(CustodyRules.tryPart(call, in.handOff(0), Part.fromJson(in.json(1))))),
                question(
                        "custody:Recalled",
                        List.of("id"),
                        (call, in) -> Recalls.toJson(Recalls.of(call.state(), in.handOff(0)))),
                question(
                        "custody:Read",
                        List.of("id"),
                        (call, in) ->
                                HandOffReading.of(call.state(), in.handOff(0)).toJson()));
    }

    /** A write that ends a hand-off: nothing changes it afterwards. */
    private static LedgerFunction ending(String name, List<String> parameters, LedgerFunction.WriteRule rule) {
        return retold(
                name,
                parameters,
                Data.NONE,
                rule,
                (call, caller, in) -> Custody.read(call.state(), in.handOff(0)).toJson());
    }

    private static void answered(LedgerState state, Arguments in) {
        Custody.expect(state, in.handOff(0), in.signature(1));
    }

    private static SignedOffer offer(Arguments in) {
        return SignedOffer.fromJson(in.json(0), in.operation().orElseThrow());
    }
}
