package org.touchmark.gateway.custody;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.KeptBatch;

/** Turns the names that people have for goods into those that the ledger has: digests by their batches, and SSCCs. */
public final class Goods {
    private final BatchFolders folders;

    /**
     * Goods of the batches in some folders, and of any others by their labels.
     *
     * @param folders where the brands' lists of serials are kept
     */
    public Goods(BatchFolders folders) {
        this.folders = folders;
    }

    /**
     * What an order names.
     *
     * @param holder who names it
     * @param order the names
     * @return units and containers, with their names
     * @throws RefusedException BATCH_UNKNOWN for serials that this gateway does not know, NOT_CUSTODIAN for what a hand-off
     *     did not bring, TOO_MANY_UNITS, ARGUMENT_INVALID for nothing
     */
    public NamedGoods named(Member holder, GoodsOrder order) {
        Gathering gathering = new Gathering();
        for (int i = 0; i < order.containers().size(); i++) {
            gathering.add(order.containers().get(i), i + 1, "containers");
        }
        for (int i = 0; i < order.units().size(); i++) {
            gathering.begin(order.units().size() == 1 ? "" : "group " + (i + 1) + ", ");
            gather(holder, order.units().get(i), gathering);
        }
        return gathering.goods();
    }

    private void gather(Member holder, GoodsOrder.Units units, Gathering gathering) {
        if (units instanceof GoodsOrder.Links links) {
            new ScannedLinks(holder).gather(links, gathering);
        } else if (units instanceof GoodsOrder.Received received) {
            ReceivedGoods.gather(holder, received, gathering);
        } else if (units instanceof GoodsOrder.Serials serials) {
            KeptBatch batch = kept(holder, serials.batch());
            for (int i = 0; i < serials.serials().size(); i++) {
                SerialNumber serial = serials.serials().get(i);
                gathering.add(serials.batch(), batch.digest(serial), i + 1, "serials", serial.value(), serial.value());
            }
        } else if (units instanceof GoodsOrder.All all) {
            gatherAll(kept(holder, all.batch()), all.batch(), gathering);
        }
    }

    private void gatherAll(KeptBatch kept, GoodsOrder.Batch batch, Gathering gathering) {
        if (kept.terms().count() > Consignment.MAX_UNITS) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_UNITS,
                    "the batch has " + kept.terms().count() + " units, a hand-off takes at most "
                            + Consignment.MAX_UNITS + "; name serials, or the containers that they are in");
        }
        try (Stream<SerialNumber> serials = folders.serials(kept)) {
            AtomicInteger place = new AtomicInteger();
            serials.forEach(serial -> gathering.add(
                    batch, kept.digest(serial), place.incrementAndGet(), "serials", serial.value(), serial.value()));
        }
    }

    private KeptBatch kept(Member holder, GoodsOrder.Batch batch) {
        return folders.find(batch.gtin(), batch.lot())
                .filter(kept -> kept.brand().equals(holder.gln()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        batch + ": only the gateway of the brand that registered it knows its serials; name the units"
                                + " by their labels' links, or by the hand-off that brought them"));
    }
}
