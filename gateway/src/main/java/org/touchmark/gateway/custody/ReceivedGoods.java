package org.touchmark.gateway.custody;

import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.custody.HandOffReading;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.member.Member;

/** What a hand-off brought its receiver: all of it, or the part that was accepted. */
final class ReceivedGoods {
    private static final String RECEIVED = "received";

    private ReceivedGoods() {}

    static void gather(Member holder, GoodsOrder.Received order, Gathering gathering) {
        HandOffReading reading = new Registry(holder.ledger()).handOff(order.handOff());
        int found = 0;
        if (isTakenBy(holder, reading.handOff())) {
            Consignment brought = reading.accepted().orElse(reading.offered());
            for (UnitGroup group : brought.groups()) {
                GoodsOrder.Batch batch = new GoodsOrder.Batch(group.gtin(), group.lot());
                if (order.batch().filter(wanted -> !wanted.equals(batch)).isEmpty()) {
                    for (UnitDigest unit : group.units()) {
                        found++;
                        gathering.add(batch, unit, found, RECEIVED, "hand-off " + order.handOff(), "");
                    }
                }
            }
            if (order.batch().isEmpty()) {
                for (Sscc container : brought.containers()) {
                    found++;
                    gathering.add(container, found, RECEIVED);
                }
            }
        }
        if (found == 0) {
            throw new RefusedException(
                    ErrorCode.NOT_CUSTODIAN,
                    "hand-off " + order.handOff() + " brought " + holder + " nothing"
                            + order.batch().map(batch -> " of " + batch).orElse(""));
        }
    }

    private static boolean isTakenBy(Member holder, HandOff handOff) {
        return handOff.state().isAccepted() && handOff.offer().to().equals(holder.gln());
    }
}
