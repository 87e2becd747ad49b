package org.touchmark.domain.function;

import static org.touchmark.domain.function.LedgerFunction.question;
import static org.touchmark.domain.function.LedgerFunction.write;

import java.util.List;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.container.ContainerContents;
import org.touchmark.domain.container.ContainerReading;
import org.touchmark.domain.container.ContainerRules;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.function.LedgerFunction.Data;
import org.touchmark.domain.ledger.Call;

/** Contract {@code container}: how goods are packed. */
final class ContainerFunctions {
    private ContainerFunctions() {}

    static List<LedgerFunction> all() {
        return List.of(
                write(
                        "container:Create",
                        List.of("sscc", "level"),
                        (call, caller, in) -> ContainerRules.create(call, caller, in.sscc(0), in.number(1))
                                .toJson()),
                write("container:Pack", List.of("into", "things"), Data.EVIDENCE, (call, caller, in) -> {
                    Consignment things = things(in, 1);
                    ContainerRules.pack(call, caller, in.sscc(0), things, registered(call, in));
                    return moved(things);
                }),
                write("container:Unpack", List.of("from", "things"), Data.EVIDENCE, (call, caller, in) -> {
                    Consignment things = things(in, 1);
                    ContainerRules.unpack(call, caller, in.sscc(0), things, registered(call, in));
                    return moved(things);
                }),
                write("container:Repack", List.of("from", "into", "things"), Data.EVIDENCE, (call, caller, in) -> {
                    Consignment things = things(in, 2);
                    ContainerRules.repack(call, caller, in.sscc(0), in.sscc(1), things, registered(call, in));
                    return moved(things);
                }),
                write(
                        "container:Seal",
                        List.of("sscc"),
                        (call, caller, in) ->
                                ContainerRules.seal(call, caller, in.sscc(0)).toJson()),
                write(
                        "container:Unseal",
                        List.of("sscc"),
                        (call, caller, in) ->
                                ContainerRules.unseal(call, caller, in.sscc(0)).toJson()),
                question(
                        "container:TryMove",
                        List.of("by", "from", "into", "things"),
                        Data.EVIDENCE,
                        (call, in) -> Obstacle.toJson(ContainerRules.tryMove(
                                call,
                                in.gln(0),
                                in.optionalSscc(1),
                                in.optionalSscc(2),
                                things(in, 3),
                                registered(call, in)))),
                question(
                        "container:Read",
                        List.of("sscc"),
                        (call, in) -> ContainerReading.of(call.state(), in.sscc(0), call.time())
                                .toJson()),
                question(
                        "container:Contents",
                        List.of("sscc", "from"),
                        (call, in) -> ContainerContents.of(call.state(), in.sscc(0), in.number(1))
                                .toJson()));
    }

    private static Consignment things(Arguments in, int place) {
        return Consignment.fromJson(in.json(place));
    }

    private static RegisteredUnits registered(Call call, Arguments in) {
        return RegisteredUnits.in(call.state(), in.transientData());
    }

    private static JsonObject moved(Consignment things) {
        return JsonObject.builder()
                .put("units", things.units().size())
                .put("containers", things.containers().size())
                .build();
    }
}
