package org.touchmark.gateway.custody;

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
     * @return units and containers
     * @throws RefusedException BATCH_UNKNOWN for serials that this gateway does not know, NOT_CUSTODIAN for what a hand-off
     *     did not bring, TOO_MANY_UNITS, ARGUMENT_INVALID for nothing, or for something twice
     */
    public Consignment consignment(Member holder, GoodsOrder order) {
        Gathering gathering = new Gathering();
        order.containers().forEach(gathering::add);
        order.units().forEach(units -> gather(holder, units, gathering));
        return gathering.consignment();
    }

    private void gather(Member holder, GoodsOrder.Units units, Gathering gathering) {
        if (units instanceof GoodsOrder.Links links) {
            new ScannedLinks(holder).gather(links, gathering);
        } else if (units instanceof GoodsOrder.Received received) {
            ReceivedGoods.gather(holder, received, gathering);
        } else if (units instanceof GoodsOrder.Serials serials) {
            KeptBatch batch = kept(holder, serials.batch());
            serials.serials().forEach(serial -> gathering.add(serials.batch(), batch.digest(serial)));
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
            serials.forEach(serial -> gathering.add(batch, kept.digest(serial)));
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
