package org.touchmark.domain.custody;

import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.Call;
import org.touchmark.domain.party.Actor;
import org.touchmark.domain.status.Deed;
import org.touchmark.domain.status.Subject;

/** What an offer takes along, sent on its way. */
record Departure(Call call, Actor actor, HandOffId handOff, Attempts attempts) {
    void send(Consignment consignment, RegisteredUnits registered) {
        for (UnitGroup group : consignment.groups()) {
            attempts.withAll(group.things(), () -> registered.sealed(group.gtin(), group.lot()))
                    .ifPresent(head -> group.things()
                            .forEach(unit -> attempts.with(unit, () -> send(registered.require(head, unit.digest())))));
        }
        for (Sscc sscc : consignment.containers()) {
            attempts.with(new Subject.OfContainer(sscc), () -> send(Custody.container(call.state(), sscc)));
        }
    }

    private void send(ContainerRecord container) {
        send((Thing) container);
        container.after(ContainerEvent.TRAVEL);
    }

    private void send(Thing thing) {
        Holding holding = Holding.of(call, thing);
        holding.requireAlone();
        holding.requireBy(call, actor);
        holding.condition().require(Deed.OFFER, thing.subject().toString());
        Custody.write(
                call.state(), thing.on(holding.departed(course -> new Placement.HandedOver(handOff), call.time())));
    }
}
