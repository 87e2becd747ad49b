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
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.registration.PresenceProofs;

/** Handing off loose units: one in an offer, and as many as an offer takes. Each call hands off units of its own. */
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

    /**
     * Each offer has an operation, a signature and a record of its own, and so has its acceptance; a row counts offers.
     * Those that come while others are on their way share a transaction, as the gateway does it; in the last row none does.
     */
    void single() throws InterruptedException, ExecutionException {
        // Not counted: until the compilers are done.
        offer(parts.brand(), 1, WARMING_UP);
        for (int inFlight : IN_FLIGHT) {
            single(parts.brand(), Goals.HAND_OFF + inFlight, "offer one unit, " + inFlight + " in flight", inFlight);
        }
        int most = IN_FLIGHT[IN_FLIGHT.length - 1];
        single(apart(parts.brand()), "hand-off-apart", "the same, a transaction each", most);
    }

    private void single(Member sender, String id, String work, int inFlight)
            throws InterruptedException, ExecutionException {
        Growth growth = Growth.begin(parts.ledger(), Optional.empty());
        Sample sample = offer(sender, 1, inFlight);
        rows.add(Row.of(id, work, sample, Optional.of(growth.per(sample.operations()))));
    }

    private Member apart(Member member) {
        return new Member(
                member.slug(),
                member.gln(),
                member.name(),
                member.signatory(),
                parts.ledger().apart(member.signatory()),
                member.labelKeys());
    }

    void coalesced() throws InterruptedException, ExecutionException {
        Growth growth = Growth.begin(parts.ledger(), Optional.empty());
        Sample sample = offer(parts.brand(), Consignment.MAX_UNITS, COALESCED_IN_FLIGHT);
        long units = (long) sample.operations() * Consignment.MAX_UNITS;
        rows.add(new Row(
                "coalesced",
                "offer units, %,d in each".formatted(Consignment.MAX_UNITS),
                units,
                units * 1e9 / sample.elapsedNanos(),
                Optional.of(Row.Latency.of(sample)),
                Optional.of(growth.per(units))));
    }

    private Sample offer(Member sender, int units, int inFlight) throws InterruptedException, ExecutionException {
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
            handOffs.offer(sender, order, Optional.empty());
        };
        Sample sample = new Load((serials.size() - first) / units, time, inFlight).run(offer);
        used += sample.operations() * units;
        return sample;
    }
}
