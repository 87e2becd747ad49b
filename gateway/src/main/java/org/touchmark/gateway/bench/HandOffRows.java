package org.touchmark.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.custody.Goods;
import org.touchmark.gateway.custody.GoodsOrder;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.registration.PresenceProofs;

/** Handing off loose units: one in a transaction, and as many as a transaction takes. Each call hands off units of its own. */
final class HandOffRows {
    private static final int[] IN_FLIGHT = {1, 20, 200};
    private static final int WARMING_UP = 8;

    /** Large transactions, so few at once. */
    private static final int COALESCED_IN_FLIGHT = 4;

    private final Benchmark.Parts parts;
    private final Rows rows;
    private final Duration time;
    private final HandOffs handOffs;
    private final KeptBatch batch;
    private final List<SerialNumber> serials;
    private int used;

    /** {@code most} units from the batch's first on are these rows' own. */
    HandOffRows(Benchmark.Parts parts, Rows rows, Duration time, KeptBatch batch, int most) {
        this.parts = parts;
        this.rows = rows;
        this.time = time;
        this.batch = batch;
        this.handOffs = new HandOffs(
                new Goods(parts.folders()),
                new PresenceProofs(parts.folders()),
                parts.connection().channel(),
                parts.clock());
        try (Stream<SerialNumber> all = parts.folders().serials(batch)) {
            this.serials = all.limit(most).toList();
        }
    }

    /** An offer is one transaction, and so is its acceptance; a row counts offers. */
    void single() throws InterruptedException, ExecutionException {
        // Not counted: until the compilers are done.
        offer(1, WARMING_UP);
        for (int inFlight : IN_FLIGHT) {
            Growth growth = Growth.begin(parts.ledger(), Optional.empty());
            Sample sample = offer(1, inFlight);
            rows.add(Row.of(
                    Goals.HAND_OFF + inFlight,
                    "offer one unit, " + inFlight + " in flight",
                    sample,
                    Optional.of(growth.per(sample.operations()))));
        }
    }

    void coalesced() throws InterruptedException, ExecutionException {
        Growth growth = Growth.begin(parts.ledger(), Optional.empty());
        Sample sample = offer(Consignment.MAX_UNITS, COALESCED_IN_FLIGHT);
        long units = (long) sample.operations() * Consignment.MAX_UNITS;
        rows.add(new Row(
                "coalesced",
                "offer units, %,d in each".formatted(Consignment.MAX_UNITS),
                units,
                units * 1e9 / sample.elapsedNanos(),
                Optional.of(Row.Latency.of(sample)),
                Optional.of(growth.per(units))));
    }

    private Sample offer(int units, int inFlight) throws InterruptedException, ExecutionException {
        int first = used;
        IntConsumer offer = number -> {
            int from = first + number * units;
            HandOffOrder order = new HandOffOrder(
                    parts.receiver().gln(),
                    GoodsOrder.of(new GoodsOrder.Serials(
                            new GoodsOrder.Batch(
                                    batch.terms().gtin(), batch.terms().lot()),
                            serials.subList(from, from + units))),
                    Optional.empty());
            handOffs.offer(parts.brand(), order, Optional.empty());
        };
        Sample sample = new Load((serials.size() - first) / units, time, inFlight).run(offer);
        used += sample.operations() * units;
        return sample;
    }
}
