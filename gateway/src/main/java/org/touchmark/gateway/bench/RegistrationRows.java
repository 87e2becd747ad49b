package org.touchmark.gateway.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.batch.Page;
import org.touchmark.domain.batch.PageLayout;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.registration.BatchOrder;
import org.touchmark.gateway.registration.KeptBatch;
import org.touchmark.gateway.registration.Orders;
import org.touchmark.gateway.registration.Pace;
import org.touchmark.gateway.registration.RegistrationJob;
import org.touchmark.gateway.registration.Registrations;

/** Registering batches from CSV, from the first byte until every peer has the seal; and pages alone. */
final class RegistrationRows implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Pages that are made beforehand are in memory: 16 MB. */
    private static final int MOST_BARE_UNITS = 1_000_000;

    private final Benchmark.Parts parts;
    private final Rows rows;
    private final Registrations registrations;
    private int batches;

    RegistrationRows(Benchmark.Parts parts, Rows rows) {
        this.parts = parts;
        this.rows = rows;
        this.registrations =
                new Registrations(parts.folders(), parts.connection().channel(), parts.clock());
    }

    /** Registers serials that Touchmark makes, for other measurements; not counted. */
    KeptBatch makeUnits(int count) {
        return done(new BatchOrder(
                        parts.gtin(),
                        freshLot(),
                        Optional.empty(),
                        Optional.empty(),
                        LabelProfile.SIGNED,
                        new BatchOrder.Made(count),
                        List.of()))
                .batch();
    }

    void register(int units) {
        Growth growth = Growth.begin(parts.ledger(), parts.peerFolder());
        long start = System.nanoTime();
        Lot lot = freshLot();
        Map<String, String> fields = Map.of("gtin", parts.gtin().digits(), "lot", lot.value());
        try (SerialCsv csv = new SerialCsv(parts.tag() + "-" + (char) ('A' + batches), units);
                BatchOrder order = Orders.csv(fields, csv, parts.folders()::draft)) {
            done(order);
        } catch (IOException e) {
            throw new IllegalStateException("serials in memory can be read", e);
        }
        parts.ledger().awaitEveryPeer(LIMIT);
        long elapsed = System.nanoTime() - start;
        rows.add(Row.whole(
                Goals.REGISTER + units,
                "register %,d serials from CSV".formatted(units),
                units,
                elapsed,
                Optional.of(growth.per(units))));
    }

    /** What a registration could be at best: pages that are there already, and nothing else. */
    void barePages(int most) throws InterruptedException, ExecutionException {
        int units = Math.min(most, MOST_BARE_UNITS);
        Pace pace = Pace.ofThisProcess();
        BatchTerms terms = new BatchTerms(
                parts.gtin(),
                freshLot(),
                Optional.empty(),
                LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC),
                units,
                LabelProfile.COMPACT,
                Optional.empty());
        List<Map<String, byte[]>> calls = calls(terms.layout(), units, pace.pages());
        Registry registry = new Registry(parts.brand().ledger());
        BatchHead head = registry.open(terms, 1);
        Sample sample = new Load(calls.size(), LIMIT, pace.inFlight())
                .run(number -> registry.addPages(head, calls.get(number)));
        rows.add(Row.whole(
                Goals.PAGES,
                "bare pages of %,d digests".formatted(units),
                units,
                sample.elapsedNanos(),
                Optional.empty()));
        registry.abandon(head);
    }

    @Override
    public void close() {
        registrations.close();
    }

    private RegistrationJob done(BatchOrder order) {
        RegistrationJob job = registrations.start(parts.brand(), order, Optional.empty(), () -> {});
        if (job.await(LIMIT).isEmpty()) {
            throw new IllegalStateException(
                    "The registration of " + order.serials().count() + " serials did not end within " + LIMIT
                            + "; it waits for: " + job.waitingFor());
        }
        return job;
    }

    private Lot freshLot() {
        return new Lot("BENCH-" + parts.tag() + "-" + ++batches);
    }

    private static List<Map<String, byte[]>> calls(PageLayout layout, int units, int pagesACall) {
        SplittableRandom random = new SplittableRandom(units);
        List<Map<String, byte[]>> calls = new ArrayList<>();
        for (int number = 0; number < layout.pages(); number++) {
            if (number % pagesACall == 0) {
                calls.add(new HashMap<>());
            }
            int count = units / layout.pages() + (number < units % layout.pages() ? 1 : 0);
            calls.get(calls.size() - 1)
                    .put("page/" + number, page(layout, number, count, random).toBytes());
        }
        return calls;
    }

    /** Digests whose upper halves begin with the page's own share of 32 bits. */
    private static Page page(PageLayout layout, int number, int count, SplittableRandom random) {
        long first = bucket(layout, number);
        long end = bucket(layout, number + 1);
        return Page.of(IntStream.range(0, count)
                .mapToObj(i -> new UnitDigest(
                        (random.nextLong(first, end) << Integer.SIZE) | Integer.toUnsignedLong(random.nextInt()),
                        random.nextLong()))
                .toList());
    }

    private static long bucket(PageLayout layout, int number) {
        return (((long) number << Integer.SIZE) + layout.pages() - 1) / layout.pages();
    }
}
