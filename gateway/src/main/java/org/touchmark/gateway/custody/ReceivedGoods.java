package org.touchmark.gateway.custody;

import java.util.List;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;

/** What a hand-off brought its receiver: all of it, or the part that was accepted. */
final class ReceivedGoods {
    private ReceivedGoods() {}

    static void gather(Member holder, GoodsOrder.Received order, Gathering gathering) {
        HandOff handOff = new Registry(holder.ledger()).handOff(order.handOff());
        boolean mine = handOff.offer().to().equals(holder.gln());
        int found = 0;
        for (UnitGroup group : mine ? handOff.offer().consignment().groups() : List.<UnitGroup>of()) {
            GoodsOrder.Batch batch = new GoodsOrder.Batch(group.gtin(), group.lot());
            if (order.batch().filter(wanted -> !wanted.equals(batch)).isEmpty()) {
                found += gather(holder, handOff, group, gathering);
            }
        }
        if (mine && order.batch().isEmpty()) {
            found += gatherContainers(holder, handOff, gathering);
        }
        if (found == 0) {
            throw new RefusedException(
                    ErrorCode.NOT_CUSTODIAN,
                    "hand-off " + order.handOff() + " brought " + holder + " nothing"
                            + order.batch().map(batch -> " of " + batch).orElse(""));
        }
    }

    private static int gather(Member holder, HandOff handOff, UnitGroup group, Gathering gathering) {
        List<UnitDigest> units = group.units().stream()
                .filter(unit -> handOff.holderOf(unit).equals(holder.gln()))
                .toList();
        units.forEach(unit -> gathering.add(new GoodsOrder.Batch(group.gtin(), group.lot()), unit));
        return units.size();
    }

    private static int gatherContainers(Member holder, HandOff handOff, Gathering gathering) {
        List<Sscc> containers = handOff.offer().consignment().containers().stream()
                .filter(container -> handOff.holderOf(container).equals(holder.gln()))
                .toList();
        containers.forEach(gathering::add);
        return containers.size();
    }
}
